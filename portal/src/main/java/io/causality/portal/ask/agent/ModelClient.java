package io.causality.portal.ask.agent;

import static net.logstash.logback.argument.StructuredArguments.kv;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.NonRetriableException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import io.causality.portal.http.ClientGone;
import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import java.net.ConnectException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Talks to a model: repeats what may go well the next time, and stops when told. Thread-safe. */
public final class ModelClient {
  private static final Logger LOG = LoggerFactory.getLogger(ModelClient.class);
  private static final int ATTEMPTS = 3;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

  private final StreamingChatModel model;
  private final Duration turn;

  /**
   * A client.
   *
   * @param turn how long one reply may take
   */
  ModelClient(StreamingChatModel model, Duration turn) {
    this.model = model;
    this.turn = turn;
  }

  /** A reply did not come. */
  private static final class FailedException extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean mayRepeat;

    FailedException(@Nullable Throwable cause, boolean mayRepeat) {
      super(cause);
      this.mayRepeat = mayRepeat;
    }
  }

  /**
   * The model's reply.
   *
   * @param text shows the answer while it comes
   * @throws ProblemException {@code provider_down}, {@code budget_spent} at the deadline, or {@code
   *     query_cancelled} when nobody waits any more
   */
  ChatResponse chat(ChatRequest request, Instant deadline, ClientGone gone, GrowingText text)
      throws InterruptedException {
    Duration pause = FIRST_PAUSE;
    for (int attempt = 1; ; attempt++) {
      try {
        return once(request, deadline, gone, text);
      } catch (FailedException e) {
        Throwable why = e.getCause();
        LOG.warn(
            "model failed {} {} {}",
            kv("event", "model_failed"),
            kv("attempt", attempt),
            // Messages of providers may repeat the key or the prompt.
            kv("error", why == null ? "time out" : why.getClass().getSimpleName()));
        if (!e.mayRepeat || attempt == ATTEMPTS) {
          throw new ProblemException(
              Problem.of(ProblemCode.PROVIDER_DOWN, "the model's provider does not answer")
                  .suggest("ask with mode interpreter"));
        }
        long least = pause.toMillis() / 2;
        Thread.sleep(least + ThreadLocalRandom.current().nextLong(least + 1));
        pause = pause.multipliedBy(4);
      }
    }
  }

  /**
   * What came of a trial.
   *
   * @param works whether the model answers and calls tools
   * @param detail for people; nothing of what the provider says, which may repeat the key
   */
  public record Check(boolean works, String detail, long wallMs) {}

  /** Asks once for the call of a tool. */
  Check check() throws InterruptedException {
    Instant started = Instant.now();
    ChatRequest request =
        ChatRequest.builder()
            .messages(List.of(UserMessage.from("Call the tool ready with the word yes.")))
            .toolSpecifications(
                ToolSpecification.builder()
                    .name("ready")
                    .description("Tells that you can call tools")
                    .parameters(
                        JsonObjectSchema.builder()
                            .addStringProperty("word")
                            .required("word")
                            .build())
                    .build())
            .build();
    boolean works = false;
    String detail;
    try {
      GrowingText nobody = new GrowingText(new Evidence(), text -> {});
      works =
          once(request, started.plus(turn).plus(turn), new ClientGone(), nobody)
              .aiMessage()
              .hasToolExecutionRequests();
      detail =
          works
              ? "The model answers and calls tools."
              : "The model answers, but it did not call the tool that it was told to call; without tools it cannot answer questions.";
    } catch (FailedException e) {
      detail = reason(e.getCause());
    }
    return new Check(works, detail, Duration.between(started, Instant.now()).toMillis());
  }

  private static String reason(@Nullable Throwable failure) {
    for (Throwable why = failure; why != null; why = why.getCause()) {
      if (why instanceof ConnectException || why instanceof UnresolvedAddressException) {
        return "Nothing answers under this URL.";
      }
      if (why instanceof SSLHandshakeException) {
        return "The certificate of what answers under this URL is not trusted.";
      }
    }
    return switch (failure) {
      case null -> "The model did not answer in time.";
      case AuthenticationException e -> "The provider refuses the key.";
      case ModelNotFoundException e ->
          "The provider does not know this model, or its API is not under this URL.";
      case RateLimitException e ->
          "The provider says that there were too many requests, or that the account has no credit.";
      case InvalidRequestException e ->
          "The provider refuses the request: perhaps this model cannot call tools.";
      case dev.langchain4j.exception.TimeoutException e -> "The model did not answer in time.";
      case InternalServerException e -> "The provider has an error of its own.";
      default -> "What answers under this URL is not the API of this provider.";
    };
  }

  private ChatResponse once(
      ChatRequest request, Instant deadline, ClientGone gone, GrowingText text)
      throws FailedException, InterruptedException {
    Duration left = Duration.between(Instant.now(), deadline);
    if (!left.isPositive()) {
      throw late();
    }
    text.begin();
    Reply reply = new Reply(text);
    gone.then(reply::stop);
    try {
      model.chat(request, reply);
      return reply.done.get(Math.min(left.toMillis(), turn.toMillis()) + 1, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      reply.stop();
      if (left.compareTo(turn) <= 0) {
        throw late();
      }
      throw new FailedException(null, true);
    } catch (ExecutionException e) {
      throw new FailedException(e.getCause(), !(e.getCause() instanceof NonRetriableException));
    } catch (CancellationException e) {
      throw new ProblemException(
          Problem.of(ProblemCode.QUERY_CANCELLED, "the question was stopped"));
    } catch (RuntimeException e) {
      throw new FailedException(e, !(e instanceof NonRetriableException));
    }
  }

  private static ProblemException late() {
    return new ProblemException(
        Problem.of(ProblemCode.BUDGET_SPENT, "the model took more time than a question may take"));
  }

  /** One reply on its way. */
  private static final class Reply implements StreamingChatResponseHandler {
    private final CompletableFuture<ChatResponse> done = new CompletableFuture<>();
    private final GrowingText text;
    private volatile @Nullable StreamingHandle handle;

    private Reply(GrowingText text) {
      this.text = text;
    }

    /** Ends it: what comes now is not read. */
    void stop() {
      done.cancel(false);
      StreamingHandle stream = handle;
      if (stream != null) {
        stream.cancel();
      }
    }

    private void seen(StreamingHandle stream) {
      handle = stream;
      if (done.isDone()) {
        stream.cancel();
      }
    }

    @Override
    public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
      seen(context.streamingHandle());
    }

    @Override
    public void onPartialToolCall(PartialToolCall part, PartialToolCallContext context) {
      seen(context.streamingHandle());
      if (!done.isDone()) {
        text.part(part);
      }
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
      done.complete(response);
    }

    @Override
    public void onError(Throwable error) {
      done.completeExceptionally(error);
    }
  }
}
