// Irregular crossings as Frontex, border guards and others counted them: month by month, by border
// and nationality. inputs/SOURCES.md says where each figure is from.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "host/model/tables/tables.h"
#include "host/support/error.h"
#include "host/support/month.h"

namespace peregrine {

// What a border is crossed by.
enum class BorderKind { land, sea };

// A stretch of frontier.
struct Border {
  std::string code;
  std::string name;    // English
  std::string route;   // code of the route whose part it is
  std::string target;  // ISO 3166-1 alpha-3 of the country that most enter by it
  BorderKind kind = BorderKind::land;
  int leads_to = -1;         // border that people go on to; -1: none
  bool first_entry = false;  // a crossing is an entry into the destination region
  int figures_from = 0;      // month of the first figure
  int monthly_from = 0;      // month from which figures are monthly; before, a year's spread evenly
  int level_from = 0;       // first month of a regime that its level is judged by; 0: none is known
  int figures_until = 0;    // month of the last figure; the record's last where it says nothing
  bool by_quarter = false;  // its figures from monthly_from on are quarters', spread evenly
};

// What a border's people of one nationality are counted by.
struct RouteCorridor {
  int border = 0;
  std::string nationality;  // ISO 3166-1 alpha-3, XKX (Kosovo), XXA (stateless), rest_nationality
};
inline constexpr const char* rest_nationality = "REST";  // all others, unknown ones included

// What border guards counted; inputs/SOURCES.md says what each is.
enum class AttemptKind { attempts, turned_away, prevented, asylum_seekers, prevented_in_part };

struct BorderAttempts {
  int border = 0;
  int first_month = 0;
  int first_day = 0;  // of first_month, from 1
  int last_month = 0;
  int last_day = 0;     // of last_month
  double attempts = 0;  // in the whole period; periods of a border may overlap
  AttemptKind kind = AttemptKind::attempts;
};

struct IrregularHistory {
  static constexpr int first_month = month_number(2009, 1);
  static constexpr int last_month = month_number(2024, 12);  // of the record
  static constexpr int months = last_month - first_month + 1;

  std::vector<Border> borders;  // in the order of baseline/borders.csv
  std::vector<RouteCorridor>
      corridors;  // by border, then nationality; every border's last is the rest

  // [month - first_month][corridor]; no_estimate before figures_from, and where there is none by
  // nationality. Crossings detected, not persons; the Eastern route's split is estimated.
  std::vector<double> detections;
  std::vector<double> totals;  // [month - first_month][border]; no_estimate before figures_from
  // [month - first_month][border] dead or missing; no_estimate where there is no figure
  std::vector<double> deaths;
  std::vector<BorderAttempts> attempts;  // by border, then first day
  // [border] last month of a user's own figures, with which the arrays above go on; before
  // first_month: none. Empty: the record alone (host/model/routes/continued.h).
  std::vector<int> own_until;

  int border_count() const { return static_cast<int>(borders.size()); }
  int corridor_count() const { return static_cast<int>(corridors.size()); }
  int border_of(const std::string& code) const;  // -1 where there is none
  // The last month with figures of a border, where those of the record are used to `record_until`.
  int last_observed(int border, int record_until) const {
    const auto at = static_cast<std::size_t>(border);
    const int recorded = std::min(record_until, borders[at].figures_until);
    return own_until.empty() ? recorded : std::max(recorded, own_until[at]);
  }
  std::size_t at(int month, int corridor) const {
    return static_cast<std::size_t>(month - first_month) * corridors.size() +
           static_cast<std::size_t>(corridor);
  }
  std::size_t border_at(int month, int border) const {
    return static_cast<std::size_t>(month - first_month) * borders.size() +
           static_cast<std::size_t>(border);
  }
};

// Reads baseline/borders.csv, history/irregular_detections.csv, irregular_deaths.csv and
// border_attempts.csv and appends what is wrong to `problems`.
IrregularHistory read_irregular_history(const std::string& inputs_dir, const Countries& countries,
                                        std::vector<Problem>& problems);

// The same, but throws InputError with all problems. `inputs_dir` holds baseline/ and history/.
IrregularHistory load_irregular_history(const std::string& inputs_dir);

}  // namespace peregrine
