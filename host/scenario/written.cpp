#include "host/scenario/written.h"

#include <sstream>

namespace peregrine {

std::string value_in_words(const Written& value) {
  const toml::node& node = value.node;
  if (node.is_table()) return "{...}";
  if (node.is_array()) return "[...]";
  if (node.is_number()) return value.text();
  std::ostringstream stream;
  node.visit([&stream](const auto& one) { stream << one; });
  return stream.str();
}

}  // namespace peregrine
