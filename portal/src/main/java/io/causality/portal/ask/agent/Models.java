package io.causality.portal.ask.agent;

import static net.logstash.logback.argument.StructuredArguments.kv;

import io.causality.portal.http.Caller;
import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.causality.portal.http.Role;
import io.causality.portal.vault.Vault;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which model answers: that of the environment, else the one that an admin has set. A key that was
 * set is sealed for the URL it was given for, and is never told. Thread-safe.
 */
public final class Models {
  private static final Logger LOG = LoggerFactory.getLogger(Models.class);
  private static final String PLACE = "model key for ";

  private final ModelSettings environment;
  private final ModelStore store;
  private final Vault vault;
  private final Function<ModelSettings, Agent> agents;
  private final Optional<Agent> fixed;
  private volatile @Nullable Made made;

  /**
   * The models of a portal.
   *
   * @param environment has the limits of each question, and a model or none
   * @param agents makes what asks a model
   */
  public Models(
      ModelSettings environment,
      ModelStore store,
      Vault vault,
      Function<ModelSettings, Agent> agents) {
    this.environment = environment;
    this.store = store;
    this.vault = vault;
    this.agents = agents;
    this.fixed = environment.exists() ? Optional.of(agents.apply(environment)) : Optional.empty();
  }

  /** An agent, and the settings that it was made of. */
  private record Made(UUID version, Agent agent) {}

  /** Where the model in force comes from. */
  public enum Source {
    ENVIRONMENT,
    SETTINGS,
    NONE
  }

  /**
   * The model in force, as it may be shown.
   *
   * @param keyOpens false where the key was sealed under another secret key
   */
  public record State(
      Source source,
      ModelSettings.Provider provider,
      String url,
      String model,
      boolean hasKey,
      boolean keyOpens,
      Optional<ModelStore.Change> changed) {}

  /**
   * What an admin wants.
   *
   * @param url empty for the provider's own
   * @param key empty to keep the one that is there, which stays only with its provider and URL;
   *     blank for none
   */
  public record Draft(
      ModelSettings.Provider provider, Optional<String> url, String model, Optional<String> key) {
    @Override
    public String toString() {
      return "Draft[" + provider + ", " + model + ", ***]";
    }
  }

  /** The agent of the model in force; empty where there is none, or its key cannot be opened. */
  public Optional<Agent> current() {
    return environment.exists() ? fixed : store.find().flatMap(this::agent);
  }

  private Optional<Agent> agent(ModelStore.Stored stored) {
    Made known = made;
    if (known == null || !known.version().equals(stored.version())) {
      Optional<ModelSettings> settings = opened(stored);
      if (settings.isEmpty()) {
        return Optional.empty();
      }
      known = new Made(stored.version(), agents.apply(settings.get()));
      made = known;
    }
    return Optional.of(known.agent());
  }

  private Optional<ModelSettings> opened(ModelStore.Stored stored) {
    try {
      Optional<String> key =
          stored.sealedKey() == null
              ? Optional.empty()
              : Optional.of(vault.open(PLACE + stored.url(), stored.sealedKey()));
      return Optional.of(environment.with(stored.provider(), stored.url(), stored.model(), key));
    } catch (Vault.UnopenableException e) {
      LOG.warn("key of the model cannot be opened {}", kv("event", "model_key_unopenable"));
      return Optional.empty();
    }
  }

  /** The model in force (admin). */
  public State state(Caller caller) {
    caller.require(Role.ADMIN);
    if (environment.exists()) {
      return new State(
          Source.ENVIRONMENT,
          environment.provider(),
          environment.url(),
          environment.model(),
          environment.key().isPresent(),
          true,
          Optional.empty());
    }
    return store
        .find()
        .map(
            stored ->
                new State(
                    Source.SETTINGS,
                    stored.provider(),
                    stored.url(),
                    stored.model(),
                    stored.sealedKey() != null,
                    opened(stored).isPresent(),
                    Optional.of(stored.changed())))
        .orElseGet(
            () ->
                new State(
                    Source.NONE,
                    ModelSettings.Provider.NONE,
                    "",
                    "",
                    false,
                    true,
                    Optional.empty()));
  }

  /**
   * Has this model answer from now on (admin).
   *
   * @throws ProblemException {@code read_only} where the environment names one, {@code bad_request}
   *     for a URL that is none, {@code no_secret_key} where a key cannot be sealed
   */
  public void set(Caller caller, Draft draft) {
    requireChangeable(caller);
    String url = draft.url().map(Models::checked).orElseGet(() -> draft.provider().url());
    Optional<ModelStore.Stored> old =
        store.find().filter(one -> one.provider() == draft.provider() && one.url().equals(url));
    @Nullable String key =
        draft
            .key()
            .map(text -> text.isBlank() ? null : vault.seal(PLACE + url, text.strip()))
            .orElse(null);
    if (draft.key().isEmpty()) {
      key = old.map(ModelStore.Stored::sealedKey).orElse(null);
    }
    store.put(draft.provider(), url, draft.model(), key, caller.email());
  }

  private static String checked(String text) {
    String url = text.strip().replaceAll("/+$", "");
    try {
      URI uri = new URI(url);
      boolean isHttp =
          Objects.equals(uri.getScheme(), "http") || Objects.equals(uri.getScheme(), "https");
      if (isHttp
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null) {
        return url;
      }
    } catch (URISyntaxException e) {
      // said below
    }
    throw new ProblemException(
        Problem.of(
                ProblemCode.BAD_REQUEST,
                "url is the base of the provider's API, e.g. http://127.0.0.1:11434/v1")
            .at("$.url"));
  }

  /** No model answers any more (admin). */
  public void remove(Caller caller) {
    requireChangeable(caller);
    store.delete();
    made = null;
  }

  private void requireChangeable(Caller caller) {
    caller.require(Role.ADMIN);
    if (environment.exists()) {
      throw new ProblemException(
          Problem.of(
              ProblemCode.READ_ONLY,
              "the environment names the model: change or remove CAUSALITY_ASK_PROVIDER there"));
    }
  }

  /**
   * Asks the model in force one small thing (admin).
   *
   * @throws ProblemException {@code provider_down} where there is no model that could be asked
   */
  public ModelClient.Check check(Caller caller) throws InterruptedException {
    caller.require(Role.ADMIN);
    return current()
        .orElseThrow(
            () ->
                new ProblemException(
                    Problem.of(
                        ProblemCode.PROVIDER_DOWN,
                        state(caller).source() == Source.NONE
                            ? "no model is set"
                            : "the model's key cannot be opened: give it anew")))
        .check();
  }
}
