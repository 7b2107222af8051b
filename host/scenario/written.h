// A value of a scenario as its author wrote it.
#pragma once

#include <toml++/toml.h>

#include <string>
#include <string_view>

#include "host/scenario/toml_text.h"

namespace peregrine {

inline long line_of(const toml::node& node) {
  return static_cast<long>(node.source().begin.line);
}

// A value in a source, and the text by which it is written there.
struct Written {
  const toml::node& node;
  std::string_view source;

  std::string text() const { return written_at(source, node.source().begin); }
};

// For messages.
std::string value_in_words(const Written& value);

}  // namespace peregrine
