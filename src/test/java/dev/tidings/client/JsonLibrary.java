package dev.tidings.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.lang.reflect.Type;
import tools.jackson.databind.json.JsonMapper;

/** The JSON libraries of users, as they are without any settings. */
enum JsonLibrary {
  JSON_B {
    @Override
    PayloadMapper mapper() {
      Jsonb jsonb = JsonbBuilder.create();
      return PayloadMapper.of(jsonb::toJson, jsonb::fromJson);
    }
  },
  JACKSON_3 {
    @Override
    PayloadMapper mapper() {
      JsonMapper mapper = new JsonMapper();
      return PayloadMapper.of(
          mapper::writeValueAsString,
          (json, type) -> mapper.readValue(json, mapper.constructType(type)));
    }
  },
  /** Without its module for java.time it refuses those types. */
  JACKSON_2 {
    @Override
    PayloadMapper mapper() {
      ObjectMapper mapper = new ObjectMapper().registerModule(new JavaTimeModule());
      return PayloadMapper.of(
          mapper::writeValueAsString,
          (json, type) -> mapper.readValue(json, mapper.constructType(type)));
    }
  };

  abstract PayloadMapper mapper();

  final String write(Object value) throws Exception {
    return mapper().toJson(value);
  }

  final <T> T read(String json, Class<T> type) throws Exception {
    return type.cast(mapper().fromJson(json, type));
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  final <T> T read(String json, Type type) throws Exception {
    return (T) mapper().fromJson(json, type);
  }
}
