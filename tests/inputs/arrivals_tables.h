// Tables of arrivals as a user might hand them over, and what reading makes of them.
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "host/attribute/watch.h"
#include "host/model/routes/fronts.h"
#include "host/model/routes/observed.h"
#include "host/model/tables/csv.h"
#include "host/support/error.h"
#include "tests/inputs/inputs_folder.h"

namespace peregrine::test {

class ArrivalsReader {
 public:
  std::vector<ObservedPlace> read(const std::string& table) const {
    folder_.write("mine.csv", table);
    return parse_observed(read_own_table(path()), path(), places_, countries_);
  }
  std::string path() const { return folder_.path() + "/mine.csv"; }

 private:
  InputsFolder folder_;
  Countries countries_ = load_countries(source_inputs());
  IrregularHistory history_ = load_irregular_history(source_inputs());
  std::vector<std::string> places_ = attributed_places(
      history_, make_watches(history_, load_fronts(source_inputs(), history_, countries_)));
};

inline const ArrivalsReader& reader() {
  static const ArrivalsReader one;
  return one;
}

inline std::string in_words(const std::vector<ObservedPlace>& places) {
  std::string text;
  for (const ObservedPlace& place : places) {
    for (std::size_t i = 0; i < place.months.size(); ++i) {
      const ObservedMonth& month = place.months[i];
      text += fmt::format("{} {} {} {} {}:", place.place,
                          month_text(place.first_month + static_cast<int>(i)), month.arrivals,
                          month.signals, month.statements);
      for (const auto& [code, persons] : month.by_nationality) {
        text += fmt::format(" {} {}", code, persons);
      }
      text += '\n';
    }
  }
  return text;
}

// What stands between the file's name and the end of each message.
inline std::vector<std::string> messages(const std::string& table) {
  std::vector<std::string> texts;
  try {
    reader().read(table);
  } catch (const InputError& error) {
    for (const Problem& problem : error.problems()) {
      EXPECT_EQ(problem.file, reader().path());
      texts.push_back(problem.text().substr(problem.file.size()));
    }
  }
  return texts;
}

inline const std::string header = "border,month,nationality,arrivals\n";
inline const std::string evidence_header = "border,month,nationality,arrivals,signals,statements\n";

}  // namespace peregrine::test
