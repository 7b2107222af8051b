#include "host/report/questions/groups.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>

#include "host/model/conflict/start.h"
#include "host/model/tables/country_names.h"
#include "host/model/tables/tables.h"
#include "host/report/places.h"
#include "host/support/error.h"
#include "host/support/letters.h"
#include "host/support/nearest.h"
#include "host/support/utf8.h"

namespace peregrine {
namespace {

// Council decision (EU) 2020/135: the Union without the United Kingdom.
constexpr std::array<std::string_view, 27> eu27 = {"AUT", "BEL", "BGR", "HRV", "CYP", "CZE", "DNK",
                                                   "EST", "FIN", "FRA", "DEU", "GRC", "HUN", "IRL",
                                                   "ITA", "LVA", "LTU", "LUX", "MLT", "NLD", "POL",
                                                   "PRT", "ROU", "SVK", "SVN", "ESP", "SWE"};
// With Sweden, the thirty-second ally, of March 2024.
constexpr std::array<std::string_view, 32> nato = {
    "ALB", "BEL", "BGR", "CAN", "HRV", "CZE", "DNK", "EST", "FIN", "FRA", "DEU",
    "GRC", "HUN", "ISL", "ITA", "LVA", "LTU", "LUX", "MNE", "NLD", "MKD", "NOR",
    "POL", "PRT", "ROU", "SVK", "SVN", "ESP", "SWE", "TUR", "GBR", "USA"};
constexpr std::array<NamedGroup, 3> groups = {NamedGroup{"EU27", eu27}, NamedGroup{"NATO", nato},
                                              NamedGroup{"coup-belt", coup_belt_codes}};

const std::string unknown_origin(unknown_origin_code);

constexpr std::uintmax_t most_bytes_of_codes = 1'000'000;

const NamedGroup* group_of(const std::string& word) {
  const auto found = std::ranges::find_if(groups, [&word](const NamedGroup& group) {
    return upper_case(group.name) == upper_case(word);
  });
  return found == groups.end() ? nullptr : &*found;
}

std::vector<std::string> group_names() {
  std::vector<std::string> names;
  for (const NamedGroup& group : groups) names.emplace_back(group.name);
  return names;
}

// -1 where the ensemble has no country of that code.
int index_of(const EnsembleHeader& header, const std::string& code) {
  const auto found = std::ranges::find(header.country_iso3, upper_case(code));
  return found == header.country_iso3.end() ? -1
                                            : static_cast<int>(found - header.country_iso3.begin());
}

// The group or code that somebody may have meant; empty where none is near.
std::string nearly_meant(const EnsembleHeader& header, const std::string& word) {
  constexpr std::size_t slips = 2;  // letters
  const std::string named = country_meant(word);
  if (index_of(header, named) >= 0) return named;
  const std::string group =
      nearest_word(upper_case(word), std::vector<std::string>{"EU27", "NATO", "COUP-BELT"});
  if (edit_distance(upper_case(word), group) <= slips && word.size() > 3) {
    return std::string(group_of(group)->name);
  }
  const std::string country = country_nearly_meant(word);
  return index_of(header, country) < 0 ? "" : country;
}

std::vector<int> members_of(const EnsembleHeader& header, const std::string& source,
                            const NamedGroup& group) {
  std::vector<int> members;
  std::vector<std::string_view> missing;
  for (const std::string_view code : group.codes) {
    const int index = index_of(header, std::string(code));
    if (index < 0) {
      missing.push_back(code);
    } else {
      members.push_back(index);
    }
  }
  if (missing.empty()) return members;
  throw UsageError(
      fmt::format("{}: has no {} of {} (name the countries that it has, as in DEU,FRA)", source,
                  fmt::join(missing, ", "), group.name));
}

// The words of a line before a comment.
std::vector<std::string> words_of(std::string line) {
  line = line.substr(0, line.find('#'));
  std::ranges::replace_if(
      line, [](char letter) { return letter == ',' || letter == ';'; }, ' ');
  std::istringstream stream(line);
  return {std::istream_iterator<std::string>(stream), {}};
}

std::string text_of_file(const std::string& path) {
  std::error_code error;
  const std::uintmax_t bytes = std::filesystem::file_size(path, error);
  if (!error && bytes > most_bytes_of_codes) {
    throw InputError({{path, 0, "", "", fmt::format("is {} bytes long", bytes),
                       fmt::format("a list of codes has at most {}", most_bytes_of_codes)}});
  }
  std::ifstream file(path, std::ios::binary);
  std::string text(std::istreambuf_iterator<char>(file), {});
  if (error || !file) {
    throw InputError({{path, 0, "", "", "cannot be read", "check its permissions"}});
  }
  return text;
}

std::vector<int> countries_of_file(const EnsembleHeader& header, const std::string& source,
                                   const std::string& path) {
  std::vector<int> countries;
  std::vector<Problem> problems;
  std::istringstream lines(text_of_file(path));
  long number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    // As some editors begin a file.
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    if (number == 1 && line.starts_with(mark)) line.erase(0, mark.size());
    for (const std::string& word : words_of(line)) {
      if (const NamedGroup* group = group_of(word)) {
        std::ranges::copy(members_of(header, source, *group), std::back_inserter(countries));
      } else if (const int index = index_of(header, word); index >= 0) {
        countries.push_back(index);
      } else {
        const std::string meant = nearly_meant(header, word);
        problems.push_back({path, number, "", printable(word),
                            fmt::format("is no country or group of {}", source),
                            meant.empty() ? fmt::format("write ISO 3166-1 alpha-3 codes or {}",
                                                        fmt::join(group_names(), ", "))
                                          : fmt::format("is {} meant?", meant)});
      }
    }
  }
  if (problems.empty() && countries.empty()) {
    problems.push_back({path, 0, "", "", "has no codes", "write one a line, for example DEU"});
  }
  if (!problems.empty()) throw InputError(std::move(problems));
  return countries;
}

bool is_file(const std::string& word) {
  std::error_code error;
  return word.find_first_of("./") != std::string::npos ||
         std::filesystem::is_regular_file(word, error);
}

std::vector<int> countries_of_word(const EnsembleHeader& header, const std::string& source,
                                   const std::string& word) {
  if (const NamedGroup* group = group_of(word)) return members_of(header, source, *group);
  if (const int index = index_of(header, word); index >= 0) return {index};
  if (is_file(word)) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(word, error)) {
      throw UsageError(
          fmt::format("--country {}: is no file (groups are {}; a country is a code such as DEU)",
                      printable(word), fmt::join(group_names(), ", ")));
    }
    return countries_of_file(header, source, word);
  }
  const std::string meant = nearly_meant(header, word);
  if (const NamedGroup* group = group_of(meant)) {
    throw UsageError(
        fmt::format("{}: has no country, area or group '{}' (is {} meant? Groups are {})", source,
                    printable(word), group->name, fmt::join(group_names(), ", ")));
  }
  return {require_country(header, source, word)};
}

}  // namespace

std::span<const NamedGroup> named_groups() {
  return groups;
}

bool AskedCountries::holds(int country) const {
  return std::ranges::binary_search(countries, country);
}

AskedCountries require_countries(const EnsembleHeader& header, const std::string& source,
                                 const std::string& asked) {
  AskedCountries all;
  std::vector<std::string> names;
  std::istringstream list(asked + ',');
  for (std::string word; std::getline(list, word, ',');) {
    word.erase(0, word.find_first_not_of(" \t"));
    word.erase(word.find_last_not_of(" \t") + 1);
    if (word.empty()) {
      throw UsageError(fmt::format(
          "--country {}: has an empty place between commas (write DEU,FRA)", printable(asked)));
    }
    std::ranges::copy(countries_of_word(header, source, word), std::back_inserter(all.countries));
    const NamedGroup* group = group_of(word);
    const std::string name = group != nullptr ? std::string(group->name)
                             : index_of(header, word) >= 0
                                 ? upper_case(word)
                                 : std::filesystem::path(word).filename().string();
    if (std::ranges::count(names, name) == 0) names.push_back(name);
  }
  std::ranges::sort(all.countries);
  const auto repeated = std::ranges::unique(all.countries);
  all.countries.erase(repeated.begin(), repeated.end());
  all.name = fmt::format("{}", fmt::join(names, "+"));
  if (!all.single() && all.holds(index_of(header, unknown_origin))) {
    throw UsageError(fmt::format(
        "--country {}: {} is the unknown origin, which is no country of a group (leave it out)",
        printable(asked), unknown_origin));
  }
  if (all.single()) all.name = header.country_iso3[static_cast<std::size_t>(all.countries[0])];
  return all;
}

std::string countries_in_words(const EnsembleHeader& header, const AskedCountries& asked) {
  constexpr std::size_t most_names = 3;
  const std::size_t count = asked.countries.size();
  if (count > most_names) return fmt::format("{} ({} countries)", asked.name, count);
  std::string words;
  for (std::size_t at = 0; at < count; ++at) {
    words += at == 0 ? "" : at + 1 == count ? " and " : ", ";
    words += header.country_name[static_cast<std::size_t>(asked.countries[at])];
  }
  return words;
}

std::string among_in_words(const EnsembleHeader& header,
                           const std::optional<AskedCountries>& among) {
  if (!among) return "";
  const std::string words = countries_in_words(header, *among);
  return words.ends_with(" countries)") ? " of " + words : " (" + words + ")";
}

}  // namespace peregrine
