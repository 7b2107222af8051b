#include "host/report/questions/answer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "host/report/table.h"
#include "host/support/numbers.h"

namespace peregrine {
namespace {

using Json = nlohmann::ordered_json;

std::string csv_cell(const RecordCell& cell) {
  if (const auto* number = std::get_if<double>(&cell)) return exact(*number);
  if (const auto* count = std::get_if<std::int64_t>(&cell)) return fmt::format("{}", *count);
  return csv_text(std::get<std::string>(cell));
}

Json json_cell(const RecordCell& cell) {
  return std::visit([](const auto& value) { return Json(value); }, cell);
}

// Fractions that people use, below those shares that are 1 in N.
struct Fraction {
  double share;
  const char* words;
};
constexpr std::array<Fraction, 14> fractions = {
    Fraction{1.0 / 4, "1 in 4"},   Fraction{3.0 / 10, "3 in 10"},  Fraction{1.0 / 3, "1 in 3"},
    Fraction{2.0 / 5, "2 in 5"},   Fraction{1.0 / 2, "1 in 2"},    Fraction{3.0 / 5, "3 in 5"},
    Fraction{2.0 / 3, "2 in 3"},   Fraction{7.0 / 10, "7 in 10"},  Fraction{3.0 / 4, "3 in 4"},
    Fraction{4.0 / 5, "4 in 5"},   Fraction{5.0 / 6, "5 in 6"},    Fraction{7.0 / 8, "7 in 8"},
    Fraction{9.0 / 10, "9 in 10"}, Fraction{19.0 / 20, "19 in 20"}};

// The share that n draws without a case leave open at 95 %: 1 - 0.05^(1/n), about 3 / n.
double open_share(std::int64_t draws) {
  return 1 - std::pow(0.05, 1.0 / static_cast<double>(draws));
}

// With two significant digits: more would say more than so many draws can.
double with_two_digits(double number, double (*round)(double)) {
  const double step = std::pow(10.0, std::max(0.0, std::floor(std::log10(number)) - 1));
  return round(number / step) * step;
}

}  // namespace

std::string answer_as_text(const EnsembleReader& reader, const Answer& answer) {
  const EnsembleHeader& header = reader.header();
  std::string text = fmt::format("Scenario {}: {}, {} of them kept one by one, seed {}, model {}\n",
                                 header.scenario, count_in_words(header.draws, "draw", "draws"),
                                 grouped(header.kept), header.seed, header.model_version);
  if (!header.known_to.empty()) text += wrapped("Figures known to: " + header.known_to);
  for (const AnswerPart& part : answer.parts) {
    text += '\n' + wrapped(part.title) + part.table;
    for (const std::string& sentence : part.verdict) text += wrapped(sentence);
  }
  return text + '\n' + wrapped(answer.about);
}

std::string answer_as_csv(const Answer& answer) {
  std::string text;
  const auto add_line = [&text](const auto& cells, const auto& as_text) {
    for (std::size_t i = 0; i < cells.size(); ++i) text += (i == 0 ? "" : ",") + as_text(cells[i]);
    text += '\n';
  };
  add_line(answer.records.columns, [](const std::string& name) { return name; });
  for (const auto& row : answer.records.rows) add_line(row, csv_cell);
  return text;
}

std::string answer_as_json(const EnsembleReader& reader, const Answer& answer) {
  const EnsembleHeader& header = reader.header();
  Json rows = Json::array();
  for (const auto& row : answer.records.rows) {
    Json one = Json::object();
    for (std::size_t i = 0; i < row.size(); ++i) {
      one[answer.records.columns[i]] = json_cell(row[i]);
    }
    rows.push_back(std::move(one));
  }
  Json verdict = Json::array();
  for (const AnswerPart& part : answer.parts) {
    for (const std::string& sentence : part.verdict) verdict.push_back(sentence);
  }
  const Json root = {{"file", reader.path()},
                     {"scenario", header.scenario},
                     {"model_version", header.model_version},
                     {"known_to", header.known_to},
                     {"content_hash", reader.content_hash()},
                     {"seed", header.seed},
                     {"draws", header.draws},
                     {"kept", header.kept},
                     {"question", answer.question},
                     {"rows", std::move(rows)},
                     {"verdict", std::move(verdict)}};
  return root.dump(1, ' ', false, Json::error_handler_t::replace) + '\n';
}

std::string number_in_words(double number) {
  if (!std::isfinite(number)) return "unknown";
  const double size = std::abs(number);
  if (size >= 1e6) return grouped(number / 1e6, 2) + " million";
  if (size == 0) return "0";
  if (size < 10) return grouped(number, 1);
  if (size < 1000) return grouped(number, 0);
  const double step = std::pow(10.0, std::floor(std::log10(size)) - 2);
  const double rounded = std::round(number / step) * step;
  return rounded >= 1e6 ? grouped(rounded / 1e6, 2) + " million" : grouped(rounded, 0);
}

std::string count_in_words(std::int64_t count, const std::string& one, const std::string& many) {
  return fmt::format("{} {}", grouped(count), count == 1 ? one : many);
}

std::string share_in_words(double share) {
  constexpr double least = 0.0005;  // reads as 0.1 %
  if (!std::isfinite(share)) return "-";
  if (share > 0 && share < least) return "< 0.1 %";
  if (share < 1 && share > 1 - least) return "> 99.9 %";
  return fmt::format("{:.1f} %", 100 * share);
}

std::string odds_in_words(double share) {
  constexpr double least_fraction = 0.225;  // 1 in 4, not 1 in 5
  constexpr double most_fraction = 0.96;
  constexpr double most_in_hundred = 0.995;
  if (share < least_fraction) {
    return fmt::format("about 1 in {}",
                       grouped(with_two_digits(std::round(1 / share), std::round), 0));
  }
  if (share > most_in_hundred) {
    return fmt::format("all but about 1 in {}",
                       grouped(with_two_digits(std::round(1 / (1 - share)), std::round), 0));
  }
  if (share > most_fraction) return fmt::format("about {:.0f} in 100", 100 * share);
  return fmt::format("about {}", std::ranges::min_element(fractions, {}, [share](const auto& one) {
                                   return std::abs(one.share - share);
                                 })->words);
}

std::string fewer_than_in_words(double most) {
  return fmt::format("fewer than 1 in {}",
                     grouped(std::max(1.0, with_two_digits(std::floor(1 / most), std::floor)), 0));
}

double Chance::share() const {
  return static_cast<double>(count) / static_cast<double>(draws);
}

double Chance::error() const {
  return error_of_share(share(), draws);
}

double error_of_share(double share, std::int64_t draws) {
  const auto number = static_cast<double>(draws);
  const double smoothed = (share * number + 1) / (number + 2);
  return std::sqrt(smoothed * (1 - smoothed) / number);
}

std::string bounded_share_in_words(const Chance& chance) {
  const double open = open_share(chance.draws);
  if (chance.count == 0) return "below " + share_in_words(open);
  if (chance.count == chance.draws) return "above " + share_in_words(1 - open);
  return share_in_words(chance.share());
}

std::string chance_in_words(const Chance& chance) {
  if (chance.count == 0 || chance.count == chance.draws) {
    return fmt::format("a chance {} (19 in 20 sure, from so many draws), {}{}",
                       bounded_share_in_words(chance), chance.count == 0 ? "" : "all but ",
                       fewer_than_in_words(open_share(chance.draws)));
  }
  return fmt::format("a chance of {} (± {} Monte Carlo error), {}", share_in_words(chance.share()),
                     share_in_words(chance.error()), odds_in_words(chance.share()));
}

}  // namespace peregrine
