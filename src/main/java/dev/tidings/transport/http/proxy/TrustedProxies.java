package dev.tidings.transport.http.proxy;

import dev.tidings.platform.net.IpAddresses;
import dev.tidings.platform.net.IpNetworks;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Believes what proxies say about a request, as far as they are trusted. The list is read from its
 * end: the peer has written the last element, and when that names another trusted proxy, this one
 * has written the element before. What stands further left anybody may have written.
 */
final class TrustedProxies {
  private final IpNetworks trusted;

  TrustedProxies(IpNetworks trusted) {
    this.trusted = trusted;
  }

  boolean isTrusted(String peer) {
    return IpAddresses.parse(withoutZone(peer)).filter(trusted::contains).isPresent();
  }

  /**
   * The request as its client sees it.
   *
   * @param direct as the peer, which is trusted, sees it
   * @param forwarded what the header Forwarded says
   * @param xForwarded what the headers X-Forwarded say
   * @throws MalformedForwardingException when a trusted proxy says what cannot be read, or both say
   *     something different: then a client has sent one of them, and nobody knows which
   */
  ClientRequestView resolve(
      ClientRequestView direct,
      List<ForwardedElement> forwarded,
      List<ForwardedElement> xForwarded) {
    ClientRequestView view = follow(direct, forwarded.isEmpty() ? xForwarded : forwarded);
    if (!forwarded.isEmpty()
        && !xForwarded.isEmpty()
        && !view.isSameAs(follow(direct, xForwarded))) {
      throw new MalformedForwardingException(
          "The headers Forwarded and X-Forwarded contradict each other; let the proxy remove the one"
              + " that it does not write itself.");
    }
    return view;
  }

  private ClientRequestView follow(ClientRequestView direct, List<ForwardedElement> elements) {
    ClientRequestView view = direct;
    for (int i = elements.size() - 1; i >= 0; i--) {
      ForwardedElement element = elements.get(i);
      view = view.with(element);
      Optional<InetAddress> node =
          Optional.of(element.node())
              .filter(name -> !name.isEmpty())
              .flatMap(ForwardedNode::address);
      view = node.map(view::with).orElse(view);
      if (node.filter(trusted::contains).isEmpty()) {
        break;
      }
    }
    return view;
  }

  private static String withoutZone(String peer) {
    int zone = peer.indexOf('%');
    return zone < 0 ? peer : peer.substring(0, zone);
  }
}
