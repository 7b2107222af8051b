// What the views of a page read: an ensemble, figures before it, another scenario, a skill card.
#pragma once

#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "host/model/assembly/vintages.h"
#include "host/model/routes/tables.h"
#include "host/model/tables/tables.h"
#include "host/report/compare/compare.h"
#include "host/store/ensemble_reader.h"

namespace peregrine {

// Migrants at mid-1990, 1995 ... 2020; NaN where the table has none.
using StockRecord = std::array<double, StockHistory::times>;

// UN DESA's tables, added up.
struct StockRecords {
  std::vector<int> years;
  StockRecord world{};                  // revision 2020, which forecasts begin at
  std::vector<int> later_years;         // those, and the last of the revision 2024
  std::vector<double> world_later;      // [later year] as that revision has them
  std::vector<StockRecord> immigrants;  // [country of the file]
  std::vector<StockRecord> emigrants;   // likewise
  std::vector<StockRecord> corridor;    // [corridor of the file]
};

// Figures of an inputs folder beside a forecast.
struct PageHistory {
  StockRecords stock;
  IrregularHistory irregular;
  std::vector<int> m49;  // [country of the file] UN M49; 0: not known
  std::vector<Vintage> vintages;
  bool same_inputs = false;  // as those that the run read
};

struct PageSources {
  const EnsembleReader& reader;
  const std::optional<PageHistory>& history;
  const ComparablePair* pair = nullptr;  // the file and another scenario
  const nlohmann::json& card;            // null: none
  const nlohmann::json* decomposition = nullptr;
};

// Throws InputError where a table cannot be read.
PageHistory read_page_history(const EnsembleReader& reader, const std::string& inputs_dir);

// Whose figures of which edition these tables are, in words as HTML; empty where that is not known.
std::string vintages_of(const std::optional<PageHistory>& history,
                        const std::vector<std::string>& tables);

// Of a variable with the dimensions quantile, time and place, or without the last: the seven
// quantiles that charts show.
inline constexpr std::array<std::size_t, 7> charted = {1, 3, 4, 5, 6, 7, 9};
inline constexpr std::array<double, 7> charted_levels = {0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975};
inline constexpr std::size_t charted_median = 3;
using ChartedQuantiles = std::array<double, charted.size()>;

ChartedQuantiles charted_of(const StockEstimate& estimate);

// Whole numbers as such and others with `digits` significant digits; null for a missing one.
nlohmann::json page_number(double number, int digits);

}  // namespace peregrine
