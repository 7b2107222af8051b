// Which variables of a file a comparison of all of them shows, and under which heading.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/store/ensemble_reader.h"

namespace peregrine {

// A heading over variables, which belong to it by what their names begin with.
struct Section {
  std::string_view name;   // "climate", as --of takes it
  std::string_view title;  // "Climate"
};

// In the order in which they are shown.
std::vector<Section> all_sections();

// The index of the section of a variable; that of the last, "other", where it is of none.
std::size_t section_of(std::string_view variable);

// A variable that two files can be compared in: it has a value by year or month in each draw, or as
// means by batches of draws, or both.
struct ComparedVariable {
  std::string name;                         // without `_batch_mean`
  std::size_t section = 0;                  // index into all_sections()
  const VariableSchema* draws = nullptr;    // (realization, year or time[, places])
  const VariableSchema* batches = nullptr;  // (batch, year[, places])
  bool operator==(const ComparedVariable&) const = default;

  const VariableSchema& schema() const { return draws != nullptr ? *draws : *batches; }
  // Those after the year or month; empty: of the world.
  std::vector<Dimension> places() const;
};

// All of a file, by section; within it in the file's order.
std::vector<ComparedVariable> compared_variables(const EnsembleReader& reader);

// Whether --of can have this name: of a section, or of a variable of files of the newest format.
bool is_compared_name(const std::string& name);

// Those that `of` names: sections or variables; all where it is empty. Throws UsageError for a name
// that is neither, or of which the file has nothing.
std::vector<ComparedVariable> variables_asked(const EnsembleReader& reader,
                                              const std::vector<std::string>& of);

}  // namespace peregrine
