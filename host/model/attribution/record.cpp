#include "host/model/attribution/record.h"

#include <cmath>

namespace peregrine {

MonthlyRecord record_of(const IrregularHistory& history, int border, int last_month) {
  MonthlyRecord record;
  record.first_month = history.borders[static_cast<std::size_t>(border)].monthly_from;
  for (int month = record.first_month; month <= last_month; ++month) {
    record.arrivals.push_back(history.totals[history.border_at(month, border)]);
    std::map<std::string, double>& nationals = record.nationals.emplace_back();
    for (int k = 0; k < history.corridor_count(); ++k) {
      const RouteCorridor& corridor = history.corridors[static_cast<std::size_t>(k)];
      const double persons = history.detections[history.at(month, k)];
      if (corridor.border != border || corridor.nationality == rest_nationality) continue;
      if (std::isfinite(persons) && persons > 0.0) nationals[corridor.nationality] = persons;
    }
  }
  record.signals.assign(record.arrivals.size(), no_estimate);
  record.statements.assign(record.arrivals.size(), no_estimate);
  record.speaker.assign(record.arrivals.size(), "");
  return record;
}

}  // namespace peregrine
