// What the tests of the page share: a sample file, and how its numbers are held to it.
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "host/report/page/sources.h"
#include "tests/store/sample_ensemble.h"
#include "tests/store/temporary_folder.h"

namespace peregrine::test {

using nlohmann::json;
using sample::TemporaryFolder;

inline const std::string inputs = PEREGRINE_SOURCE_DIR "/inputs";

// Without the whole page in the message of a test that fails.
inline bool has(const std::string& page, const std::string& part) {
  return page.find(part) != std::string::npos;
}

// `shown` is `number` with that many significant digits.
inline testing::AssertionResult rounds(const json& shown, double number, int digits) {
  if (std::isnan(number)) {
    if (shown.is_null()) return testing::AssertionSuccess();
    return testing::AssertionFailure() << shown << " for a missing number";
  }
  if (!shown.is_number()) return testing::AssertionFailure() << shown << " is no number";
  if (number == 0) {
    if (shown.get<double>() == 0) return testing::AssertionSuccess();
    return testing::AssertionFailure() << shown << " for 0";
  }
  const double last_digit = std::pow(10.0, std::floor(std::log10(std::abs(number))) - (digits - 1));
  if (std::abs(shown.get<double>() - number) <= 0.5001 * last_digit) {
    return testing::AssertionSuccess();
  }
  return testing::AssertionFailure() << shown << " for " << number;
}

// Enough for bands and chances of single draws.
inline constexpr std::int64_t page_draws = 12;

class Page : public testing::Test {
 protected:
  Page() {
    sample::write_file(file_, sample::header(page_draws));
    reader_.emplace(file_);
  }

  PageSources sources() const { return {*reader_, history_, nullptr, card_}; }

  // A variable [quantile][time][place] of the file at the charted quantile.
  double in_file(const std::string& variable, std::size_t level, std::size_t time,
                 std::size_t place) const {
    std::vector<std::int64_t> offset = {static_cast<std::int64_t>(charted[level]),
                                        static_cast<std::int64_t>(time),
                                        static_cast<std::int64_t>(place)};
    return reader_->read(variable, {offset, {1, 1, 1}}).front();
  }

  TemporaryFolder folder_;
  std::string file_ = folder_.file("a.h5");
  std::optional<EnsembleReader> reader_;
  std::optional<PageHistory> history_;
  json card_;
};

}  // namespace peregrine::test
