#include "host/support/error.h"

#include <fmt/format.h>

#include <utility>

namespace peregrine {
namespace {

std::string joined(const std::vector<Problem>& problems) {
  std::string text;
  for (const Problem& problem : problems) {
    if (!text.empty()) text += '\n';
    text += problem.text();
  }
  return text;
}

}  // namespace

std::string Problem::text() const {
  std::string text = file;
  if (line > 0) text += fmt::format(":{}", line);
  if (!text.empty()) text += ": ";
  if (!key.empty()) text += key;
  if (!value.empty()) text += fmt::format("{}{}", key.empty() ? "" : " = ", value);
  if (!key.empty() || !value.empty()) text += ' ';
  text += problem;
  if (!remedy.empty()) text += fmt::format(" ({})", remedy);
  return text;
}

InputError::InputError(std::vector<Problem> problems)
    : std::runtime_error(joined(problems)), problems_(std::move(problems)) {}

}  // namespace peregrine
