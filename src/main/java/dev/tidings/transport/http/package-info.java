/**
 * What every HTTP answer needs: responses that come later, deadlines, problems as responses.
 *
 * <p>Not here: request bodies, proxies and credentials, which have packages of their own.
 */
package dev.tidings.transport.http;
