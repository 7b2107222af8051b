// Any bytes read as a scenario end in settings that read back the same, or in printable problems.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "host/scenario/scenario.h"
#include "host/support/error.h"
#include "host/support/utf8.h"

namespace {

using namespace peregrine;

void require(bool claim) {
  if (!claim) std::abort();
}

void read_as_scenario(std::string_view text, const std::vector<std::string>& overrides) {
  try {
    const RunSettings settings = parse_scenario(text, "fuzz.toml", overrides);
    require(settings.draws >= 1 && settings.keep >= 1 && settings.keep <= settings.draws);
    require(settings.to_year >= 2021 && settings.to_year <= 2100 && !settings.name.empty());
    require(parse_scenario(settings.resolved_toml, "again").resolved_toml ==
            settings.resolved_toml);
  } catch (const InputError& error) {
    require(!error.problems().empty());
    for (const Problem& problem : error.problems()) {
      require(is_utf8(problem.text()) && problem.text().find('\n') == std::string::npos);
    }
  } catch (const UsageError& error) {
    require(is_utf8(error.what()));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  read_as_scenario(text, {});
  read_as_scenario("", {text});
  read_as_scenario("", {"scenario.description=" + text});
  read_as_scenario("[run]\ndraws = " + text, {"run.keep=" + text});
  read_as_scenario("[campaign.first]\nmonth = " + text, {"posture.surge=" + text});
  return 0;
}
