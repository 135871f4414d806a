package dev.tidings.transport.admin;

import dev.tidings.platform.settings.Setting;
import dev.tidings.platform.settings.Settings;
import dev.tidings.transport.http.JsonResponses;
import dev.tidings.transport.http.filter.Guarded;
import dev.tidings.transport.json.JsonOutput;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.regex.Pattern;

/** Every setting with its value and where that comes from. */
@ApplicationScoped
@Guarded(administratorsOnly = true)
@Path("/config")
@Produces(MediaType.APPLICATION_JSON)
public class ConfigResource {
  private static final String MASK = "********";

  /** Addresses of databases may carry one, too. */
  private static final Pattern PASSWORD = Pattern.compile("(?i)(password=)[^&;]*");

  @Inject private Settings settings;

  @GET
  public Response read() {
    return JsonResponses.object(200, json -> json.name("settings").array(this::write)).build();
  }

  private void write(JsonOutput json) {
    for (Setting setting : Setting.values()) {
      json.object(fields -> write(fields, setting));
    }
  }

  private void write(JsonOutput json, Setting setting) {
    Optional<String> value = settings.optional(setting);
    json.field("name", setting.key());
    value
        .map(text -> mask(setting, text))
        .ifPresentOrElse(
            text -> json.field("value", text), () -> json.name("value").verbatim("null"));
    json.field("source", settings.source(setting))
        .field("is_secret", setting.isSecret())
        .field("description", setting.documentation());
  }

  private static String mask(Setting setting, String text) {
    return setting.isSecret() ? MASK : PASSWORD.matcher(text).replaceAll("$1" + MASK);
  }
}
