// Whether two ensemble files are two scenarios on common random numbers.
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "host/report/compare/compare.h"
#include "host/support/error.h"
#include "host/support/numbers.h"

namespace peregrine {
namespace {

using Codes = std::vector<std::string>;

// What two lists of codes differ in, in words, for each of them.
std::pair<std::string, std::string> first_difference(const Codes& a, const Codes& b,
                                                     std::string_view what) {
  if (a.size() != b.size()) {
    const auto counted = [what](const Codes& codes) {
      return fmt::format("{} {}", grouped(static_cast<std::int64_t>(codes.size())), what);
    };
    return {counted(a), counted(b)};
  }
  const auto [in_a, in_b] = std::ranges::mismatch(a, b);
  if (in_a == a.end()) return {};
  const auto place = in_a - a.begin();
  return {fmt::format("{} as number {}", *in_a, place),
          fmt::format("{} as number {}", *in_b, place)};
}

class Differences {
 public:
  Differences(std::string path_a, std::string path_b)
      : path_a_(std::move(path_a)), path_b_(std::move(path_b)) {}

  void check(std::string_view key, const std::string& in_a, const std::string& in_b,
             std::string_view remedy) {
    if (in_a == in_b) return;
    problems_.push_back({path_b_, 0, std::string(key), in_b,
                         fmt::format("is not {} as in {}", in_a, path_a_), std::string(remedy)});
  }

  void throw_if_any() const {
    if (!problems_.empty()) throw InputError(problems_);
  }

 private:
  std::string path_a_;
  std::string path_b_;
  std::vector<Problem> problems_;
};

std::string years_in_words(const EnsembleHeader& header) {
  return fmt::format("{} to {}, {} {}", header.years.front(), header.years.back(),
                     header.years.size(), header.years.size() == 1 ? "year" : "years");
}

Codes corridor_codes(const EnsembleHeader& header) {
  Codes codes;
  for (std::size_t i = 0; i < header.corridor_origin.size(); ++i) {
    const auto origin = static_cast<std::size_t>(header.corridor_origin[i]);
    const auto destination = static_cast<std::size_t>(header.corridor_destination[i]);
    codes.push_back(header.country_iso3[origin] + "-" + header.country_iso3[destination]);
  }
  return codes;
}

void check_places(Differences& differences, const EnsembleHeader& a, const EnsembleHeader& b) {
  constexpr std::string_view remedy = "run both from the same inputs";
  const auto countries = first_difference(a.country_iso3, b.country_iso3, "countries");
  differences.check("country", countries.first, countries.second, remedy);
  const auto corridors = first_difference(corridor_codes(a), corridor_codes(b), "corridors");
  differences.check("corridor", corridors.first, corridors.second, remedy);
  const auto check_codes = [&](std::string_view key, std::string_view what, const Codes& in_a,
                               const Codes& in_b) {
    const auto codes = first_difference(in_a, in_b, what);
    differences.check(key, codes.first, codes.second, remedy);
  };
  check_codes("route", "routes", a.routes.route_code, b.routes.route_code);
  check_codes("border", "borders", a.routes.border_code, b.routes.border_code);
  check_codes("front", "fronts", a.routes.front_code, b.routes.front_code);
}

void check_comparable(const EnsembleReader& reader_a, const EnsembleReader& reader_b) {
  const EnsembleHeader& a = reader_a.header();
  const EnsembleHeader& b = reader_b.header();
  Differences differences(reader_a.path(), reader_b.path());
  differences.check("model_version", a.model_version, b.model_version,
                    "run both with the same peregrine; compare --unpaired goes without");
  differences.check("inputs_sha256", a.inputs_sha256, b.inputs_sha256,
                    "run both from the same inputs; compare --unpaired goes without");
  differences.check("seed", std::to_string(a.seed), std::to_string(b.seed),
                    "run both with the same run.seed");
  differences.check("draws", grouped(a.draws), grouped(b.draws),
                    "run both with the same run.draws");
  differences.check("realization", grouped(a.kept), grouped(b.kept),
                    "run both with the same run.keep");
  differences.check("year", years_in_words(a), years_in_words(b),
                    "run both with the same run.to_year");
  check_places(differences, a, b);
  differences.throw_if_any();
}

// Opens a file, or adds what is wrong with it.
std::unique_ptr<EnsembleReader> open_or_note(const std::string& path,
                                             std::vector<Problem>& problems) {
  try {
    return std::make_unique<EnsembleReader>(path);
  } catch (const InputError& error) {
    problems.insert(problems.end(), error.problems().begin(), error.problems().end());
    return nullptr;
  }
}

}  // namespace

ComparablePair open_comparable(const std::string& path_a, const std::string& path_b) {
  std::vector<Problem> problems;
  const auto a = open_or_note(path_a, problems);
  const auto b = open_or_note(path_b, problems);
  if (!problems.empty()) throw InputError(problems);
  check_comparable(*a, *b);
  return {std::move(*a), std::move(*b)};
}

std::vector<ComparablePair> open_scenarios(const std::vector<std::string>& paths) {
  std::vector<ComparablePair> pairs;
  std::vector<Problem> problems;
  for (std::size_t at = 1; at < paths.size(); ++at) {
    try {
      pairs.push_back(open_comparable(paths.front(), paths[at]));
    } catch (const InputError& error) {
      // What is wrong with the first file is found with each of the others.
      for (const Problem& problem : error.problems()) {
        if (std::ranges::count(problems, problem.text(), &Problem::text) == 0) {
          problems.push_back(problem);
        }
      }
    }
  }
  if (!problems.empty()) throw InputError(problems);
  return pairs;
}

}  // namespace peregrine
