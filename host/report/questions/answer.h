// What `peregrine summary` answers to a question, as tables for people and as records for programs.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "host/report/estimates.h"
#include "host/store/ensemble_reader.h"

namespace peregrine {

// A text, a count, or a number of which NaN is a missing one.
using RecordCell = std::variant<std::string, std::int64_t, double>;

// One line a place, period and condition, one statistic a column, in persons and shares.
struct Records {
  std::vector<std::string> columns;
  std::vector<std::vector<RecordCell>> rows;  // one cell a column
};

// A table and, in sentences, what it says.
struct AnswerPart {
  std::string title;  // with the statistic and the unit of the numbers
  std::string table;  // lines of at most 100 columns
  std::vector<std::string> verdict;
};

struct Answer {
  std::string question;  // "origins", "chance", ... in JSON
  std::vector<AnswerPart> parts;
  std::string about;  // what all numbers are, in a paragraph
  Records records;
};

// In three forms: words of at most 100 columns, RFC 4180, JSON.
std::string answer_as_text(const EnsembleReader& reader, const Answer& answer);
std::string answer_as_csv(const Answer& answer);
std::string answer_as_json(const EnsembleReader& reader, const Answer& answer);

// "2.31 million", "72,100", "8.3": three significant digits; "unknown" for a missing number.
std::string number_in_words(double number);
// "1 draw", "2,000 draws".
std::string count_in_words(std::int64_t count, const std::string& one, const std::string& many);
// 0.213 as "21.3 %"; "< 0.1 %" and "> 99.9 %" for what would read as none or all and is not; "-"
// for one that is missing.
std::string share_in_words(double share);
// A share that is neither 0 nor 1 in small numbers: "about 2 in 5", "about 1 in 1,200", "all but
// about 1 in 250".
std::string odds_in_words(double share);
// The largest round N for which a share below `most` is below 1 in N: "fewer than 1 in 330".
std::string fewer_than_in_words(double most);

// How often something happens in draws.
struct Chance {
  std::int64_t count = 0;  // draws in which it happens
  std::int64_t draws = 0;

  double share() const;
  // Monte Carlo standard error of the share with one more draw either way (Laplace's rule of
  // succession), so that draws which all agree are not taken for certainty.
  double error() const;
};

// The Monte Carlo standard error, likewise, of a share that a file holds of `draws` draws.
double error_of_share(double share, std::int64_t draws);

// "21.3 %"; "below 0.3 %" or "above 99.7 %" of a chance that no draw or every draw has: what so
// many draws leave open at 95 %.
std::string bounded_share_in_words(const Chance& chance);

// "a chance of 21.3 % (± 1.3 % Monte Carlo error), about 1 in 5"; of a chance that no draw or
// every draw has, how far from certain so many draws leave it: "fewer than 1 in 330".
std::string chance_in_words(const Chance& chance);

}  // namespace peregrine
