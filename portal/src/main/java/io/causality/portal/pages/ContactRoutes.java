package io.causality.portal.pages;

import io.causality.portal.http.Pages;
import io.causality.portal.http.ProblemException;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * Takes the contact form. A browser without JavaScript gets a whole page again, or is sent on to
 * the next one; htmx gets the form or the thanks alone.
 */
final class ContactRoutes implements Pages {
  private final Vertx vertx;
  private final Executor workers;
  private final ContactMessages messages;
  private final PageWriter writer;

  ContactRoutes(Vertx vertx, Executor workers, ContactMessages messages, PageWriter writer) {
    this.vertx = vertx;
    this.workers = workers;
    this.messages = messages;
    this.writer = writer;
  }

  @Override
  public void mount(Router router) {
    router
        .post(Site.CONTACT.path())
        .handler(BodyHandler.create(false).setBodyLimit(PagesRoutes.MAX_FORM_BYTES))
        .handler(this::receive);
  }

  private void receive(RoutingContext context) {
    if (!SameOrigin.holds(context.request())) {
      context.fail(403);
      return;
    }
    MultiMap fields = context.request().formAttributes();
    ContactForm form =
        ContactForm.of(
            fields.get(ContactForm.NAME),
            fields.get(ContactForm.EMAIL),
            fields.get(ContactForm.MESSAGE),
            fields.get(ContactForm.TRAP));
    Map<String, String> errors = form.errors();
    if (form.isTrapped()) {
      thank(context); // a program learns nothing, and its message goes nowhere
    } else if (!errors.isEmpty()) {
      again(context, 422, new ContactView(form, errors, ""));
    } else {
      keep(context, form);
    }
  }

  private void keep(RoutingContext context, ContactForm form) {
    String address =
        Objects.requireNonNullElse(context.request().remoteAddress().hostAddress(), "unknown");
    Context eventLoop = vertx.getOrCreateContext();
    workers.execute(
        () -> {
          try {
            ContactMessages.Outcome outcome = messages.keep(form, address);
            eventLoop.runOnContext(done -> answer(context, form, outcome));
          } catch (ProblemException e) {
            eventLoop.runOnContext(done -> notKept(context, form, e));
          } catch (RuntimeException e) {
            eventLoop.runOnContext(done -> context.fail(e));
          }
        });
  }

  private void answer(RoutingContext context, ContactForm form, ContactMessages.Outcome outcome) {
    switch (outcome) {
      case ContactMessages.Outcome.Kept kept -> thank(context);
      case ContactMessages.Outcome.TooMany tooMany -> {
        context.response().putHeader("Retry-After", Integer.toString(tooMany.seconds()));
        again(
            context,
            429,
            new ContactView(
                form,
                Map.of(),
                "That was a lot of messages in an hour. Yours has not been sent; try again in "
                    + minutes(tooMany.seconds())
                    + "."));
      }
    }
  }

  private void notKept(RoutingContext context, ContactForm form, ProblemException e) {
    int status = e.problem().code().status();
    again(
        context,
        status,
        new ContactView(
            form,
            Map.of(),
            "The message could not be kept, because "
                + e.problem().detail()
                + ". Nothing that you wrote is lost: send it again in a moment."));
  }

  private void thank(RoutingContext context) {
    if (PageWriter.wantsPart(context.request())) {
      PageWriter.send(context, 200, writer.part("thanks", Map.of()));
    } else if (!context.response().closed()) {
      context.response().setStatusCode(303).putHeader("Location", Site.CONTACT_SENT.path()).end();
    }
  }

  private void again(RoutingContext context, int status, ContactView view) {
    PageWriter.send(
        context,
        status,
        PageWriter.wantsPart(context.request())
            ? writer.part("contactForm", view)
            : writer.page(Site.CONTACT, view));
  }

  private static String minutes(int seconds) {
    int minutes = Math.ceilDiv(seconds, 60);
    return minutes == 1 ? "a minute" : minutes + " minutes";
  }
}
