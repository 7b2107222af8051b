#include "host/report/compare/sections.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "host/support/error.h"
#include "host/support/nearest.h"
#include "host/support/utf8.h"

namespace peregrine {
namespace {

constexpr std::array<Section, 10> sections = {Section{"migrants", "Migrants"},
                                              {"flows", "Arrivals, returns, deaths of migrants"},
                                              {"climate", "Climate"},
                                              {"food", "Food"},
                                              {"conflict", "Conflict"},
                                              {"displacement", "Displacement"},
                                              {"routes", "Irregular routes and borders"},
                                              {"campaigns", "Campaigns"},
                                              {"costs", "Responses and their cost"},
                                              {"other", "Other"}};

struct Beginning {
  std::string_view of_name;
  std::string_view section;
};

// A variable is of the section of the longest of these that its name begins with.
constexpr std::array<Beginning, 20> beginnings = {Beginning{"global_migrant_stock", "migrants"},
                                                  {"immigrant_stock", "migrants"},
                                                  {"emigrant_stock", "migrants"},
                                                  {"corridor_stock", "migrants"},
                                                  {"population", "migrants"},
                                                  {"global_", "flows"},
                                                  {"global_mean_temperature", "climate"},
                                                  {"co2_", "climate"},
                                                  {"food_", "food"},
                                                  {"minor_conflict", "conflict"},
                                                  {"conflict", "conflict"},
                                                  {"war", "conflict"},
                                                  {"interstate_war", "conflict"},
                                                  {"coup", "conflict"},
                                                  {"displaced", "displacement"},
                                                  {"newly_displaced", "displacement"},
                                                  {"irregular_", "routes"},
                                                  {"border_", "routes"},
                                                  {"campaign", "campaigns"},
                                                  {"response_", "costs"}};

constexpr std::string_view batch_ending = "_batch_mean";
constexpr std::string_view sum_of_months = "time: sum";

bool in_time(const VariableSchema& variable) {
  return variable.dimensions.size() > 1 &&
         (variable.dimensions[1] == Dimension::year || variable.dimensions[1] == Dimension::time ||
          variable.dimensions[1] == Dimension::month_ahead);
}

bool has_numbers_in_time(const VariableSchema& variable, Dimension first) {
  return variable.dimensions.front() == first && in_time(variable) && !is_text(variable);
}

// Adds the batches to the variable of the same name whose sums over a year they are the means of.
void add_batches(std::vector<ComparedVariable>& variables, const VariableSchema& batches) {
  const std::string name = batches.name.substr(0, batches.name.size() - batch_ending.size());
  ComparedVariable alone = {name, section_of(name), nullptr, &batches};
  const auto same = std::ranges::find(variables, name, &ComparedVariable::name);
  const bool summed = same != variables.end() && (same->draws->dimensions[1] == Dimension::year ||
                                                  same->draws->cell_methods == sum_of_months);
  if (summed && same->places() == alone.places()) {
    same->batches = &batches;
  } else {
    variables.push_back(std::move(alone));
  }
}

}  // namespace

std::vector<Section> all_sections() {
  return {sections.begin(), sections.end()};
}

std::size_t section_of(std::string_view variable) {
  std::string_view section = sections.back().name;
  std::size_t longest = 0;
  for (const Beginning& beginning : beginnings) {
    if (beginning.of_name.size() <= longest || !variable.starts_with(beginning.of_name)) continue;
    longest = beginning.of_name.size();
    section = beginning.section;
  }
  return static_cast<std::size_t>(std::ranges::find(sections, section, &Section::name) -
                                  sections.begin());
}

std::vector<Dimension> ComparedVariable::places() const {
  const std::vector<Dimension>& all = schema().dimensions;
  return {all.begin() + 2, all.end()};
}

std::vector<ComparedVariable> compared_variables(const EnsembleReader& reader) {
  std::vector<ComparedVariable> variables;
  for (const VariableSchema& variable : reader.schema()) {
    if (!is_stored(variable, reader.extents())) continue;
    // Which corridors these are may differ from file to file; their means by batch are of all.
    if (variable.dimensions.back() == Dimension::kept_corridor) continue;
    if (has_numbers_in_time(variable, Dimension::realization)) {
      variables.push_back({variable.name, section_of(variable.name), &variable, nullptr});
    }
  }
  for (const VariableSchema& variable : reader.schema()) {
    if (!is_stored(variable, reader.extents())) continue;
    if (has_numbers_in_time(variable, Dimension::batch)) add_batches(variables, variable);
  }
  std::ranges::stable_sort(variables, {}, &ComparedVariable::section);
  return variables;
}

bool is_compared_name(const std::string& name) {
  if (std::ranges::count(sections, name, &Section::name) > 0) return true;
  return std::ranges::any_of(ensemble_schema(), [&](const VariableSchema& variable) {
    return variable.name == name || variable.name == name + std::string(batch_ending);
  });
}

std::vector<ComparedVariable> variables_asked(const EnsembleReader& reader,
                                              const std::vector<std::string>& of) {
  std::vector<ComparedVariable> all = compared_variables(reader);
  if (of.empty()) return all;
  std::vector<bool> asked(all.size(), false);
  for (const std::string& name : of) {
    bool found = false;
    for (std::size_t at = 0; at < all.size(); ++at) {
      if (name != all[at].name && name != sections[all[at].section].name) continue;
      asked[at] = true;
      found = true;
    }
    if (found) continue;
    std::vector<std::string> names;
    names.reserve(sections.size() + all.size());
    for (const Section& section : sections) names.emplace_back(section.name);
    if (std::ranges::count(names, name) > 0) {
      throw UsageError(fmt::format("{}: has nothing of --of {}", reader.path(), name));
    }
    const std::string listed = fmt::format("{}", fmt::join(names, ", "));
    for (const ComparedVariable& variable : all) names.push_back(variable.name);
    throw UsageError(
        fmt::format("--of {}: is neither a section ({}) nor a variable of {} (did you mean {}?)",
                    printable(name), listed, reader.path(), nearest_word(name, names)));
  }
  std::vector<ComparedVariable> chosen;
  for (std::size_t at = 0; at < all.size(); ++at) {
    if (asked[at]) chosen.push_back(all[at]);
  }
  return chosen;
}

}  // namespace peregrine
