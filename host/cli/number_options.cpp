#include "host/cli/number_options.h"

#include <fmt/format.h>

#include <string>

#include "host/support/number_text.h"
#include "host/support/utf8.h"

namespace peregrine {
namespace {

// In the words of CLI11, which puts the option's name before them.
template <typename Number>
std::string fault_of(const std::string& text, const WrittenNumber<Number>& written) {
  return fmt::format("{} {}{}", text.empty() ? "\"\"" : printable(text), written.problem,
                     written.remedy.empty() ? "" : fmt::format("; {}", written.remedy));
}

// A text that CLI11 reads as the number: it would take 010 for octal and 0x10 for sixteen.
template <typename Read>
CLI::Option* takes(CLI::Option* option, Read read) {
  CLI::Validator validator;
  validator.operation([read](std::string& text) {
    const auto written = read(text);
    if (!written.value) return fault_of(text, written);
    text = fmt::format("{}", *written.value);
    return std::string();
  });
  return option->transform(validator);
}

}  // namespace

CLI::Option* takes_whole(CLI::Option* option) {
  return takes(option, [](const std::string& text) { return read_whole(text); });
}

CLI::Option* takes_real(CLI::Option* option) {
  return takes(option, [](const std::string& text) { return read_real(text); });
}

CLI::Option* takes_something(CLI::Option* option) {
  CLI::Validator validator;
  validator.operation([](std::string& text) {
    return text.empty() ? std::string("has nothing after it") : std::string();
  });
  return option->check(validator);
}

}  // namespace peregrine
