package io.causality.examples;

import io.causality.client.Client;
import io.causality.client.Config;
import io.causality.client.Context;
import io.causality.client.Event;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;

/** Servlets: records each request of a person who is signed in. */
public final class TrackingFilter implements Filter {
  private Client client;

  @Override
  public void init(FilterConfig config) {
    client =
        new Client(
            Config.builder(config.getInitParameter("key"), config.getInitParameter("endpoint"))
                .log((level, message, cause) -> config.getServletContext().log(message, cause))
                .build());
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(request, response);
    HttpServletRequest http = (HttpServletRequest) request;
    Principal user = http.getUserPrincipal();
    if (user != null) {
      client.track(
          Event.named("request")
              .userId(user.getName())
              .property("path", http.getRequestURI())
              .property("status", ((HttpServletResponse) response).getStatus())
              .context(
                  Context.builder()
                      .ip(http.getRemoteAddr())
                      .userAgent(http.getHeader("User-Agent"))
                      .build()));
    }
  }

  @Override
  public void destroy() {
    client.close();
  }
}
