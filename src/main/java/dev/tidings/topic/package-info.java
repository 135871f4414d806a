/** Topics: their names, their settings, and the row lock that puts everything in order. */
package dev.tidings.topic;
