// Statements on how much of the world's migrants the corridors have that are largest, new or of
// unknown origin.
#include <algorithm>
#include <functional>

#include "host/audit/corridor_stock.h"
#include "host/audit/draws.h"
#include "host/audit/statement.h"

namespace peregrine {
namespace {

std::vector<double> recorded_corridors(const Record& record, int year) {
  std::vector<double> stock;
  for (std::size_t pair = 0; pair < record.stock.pairs(); ++pair) {
    stock.push_back(record.stock_of(pair, year));
  }
  return stock;
}

double sum_of_largest(std::vector<double> stock, std::size_t count) {
  std::ranges::sort(stock, std::greater<>());
  stock.resize(std::min(count, stock.size()));
  return sum_of(stock);
}

// Of single draws, among the corridors that are kept one by one, the largest ones today.
Finding largest_corridors(const Audited& audited, std::size_t count) {
  const Record& record = audited.record();
  std::vector<double> recorded;
  for (const int year : Record::stock_years()) {
    recorded.push_back(sum_of_largest(recorded_corridors(record, year), count) /
                       record.world_stock(year));
  }
  const Grid& stock = audited.grid("corridor_stock");
  const Grid& world = audited.grid("global_migrant_stock");
  if (stock.places < count) throw Untold("the file keeps too few corridors one by one");
  const std::size_t year = audited.year(corridor_end);
  const std::vector<double> shares = over_draws(stock, [&](std::size_t draw) {
    std::vector<double> of_draw;
    for (const std::size_t place : up_to(stock.places)) {
      of_draw.push_back(stock.at(draw, year, place));
    }
    return sum_of_largest(std::move(of_draw), count) / world.at(draw, year);
  });
  return within(mean_in(shares), range_going_on(recorded));
}

Finding opened_corridors(const Audited& audited) {
  const Grid& mean = audited.grid("corridor_stock_mean");
  const std::size_t year = audited.year(2020 + quarter_century);
  double opened = 0;
  double sum = 0;
  for (std::size_t corridor = 0; corridor < mean.places; ++corridor) {
    sum += mean.at(0, year, corridor);
    if (audited.header().corridor_listed[corridor] == 0) opened += mean.at(0, year, corridor);
  }
  const Record& record = audited.record();
  const Range recorded = range_over(quarter_starts, [&](int start) {
    double persons = 0;
    for (std::size_t pair = 0; pair < record.stock.pairs(); ++pair) {
      if (record.stock_of(pair, start) != 0) continue;
      persons += record.stock_of(pair, start + quarter_century);
    }
    return persons / record.world_stock(start + quarter_century);
  });
  return at_most(opened / sum, recorded.high);
}

Finding unknown_origin(const Audited& audited) {
  const Record& record = audited.record();
  const Range recorded = range_over(Record::stock_years(), [&](int year) {
    return record.emigrants(year).back() / record.world_stock(year);
  });
  const std::size_t year = audited.year(corridor_end);
  return within(audited.grid("emigrant_stock_mean").at(0, year, audited.countries()) /
                    audited.grid("global_migrant_stock_mean").at(0, year),
                recorded);
}

Finding fullest_corridor(const Audited& audited) {
  const Record& record = audited.record();
  const double most = range_over(Record::stock_years(), [&](int year) {
                        return std::ranges::max(recorded_corridors(record, year));
                      }).high;
  const Grid& stock = audited.grid("corridor_stock");
  Largest found;
  for (std::size_t place = 0; place < stock.places; ++place) {
    const std::string code =
        corridor_code(audited, static_cast<std::size_t>(audited.header().kept_corridor[place]));
    for (std::size_t draw = 0; draw < stock.rows; ++draw) {
      for (std::size_t year = 0; year < stock.times; ++year) {
        found.take(stock.at(draw, year, place) / most, code);
      }
    }
  }
  return at_most(found, 3);
}

}  // namespace

Statements corridor_share_statements() {
  return {
      {"corridors.largest",
       "share of the largest corridor in the migrants of 2050, mean over draws",
       "UN DESA 2024: 1990-2024, and what 25 years changed once more", Basis::record,
       AuditUnit::share, [](const Audited& audited) { return largest_corridors(audited, 1); }},
      {"corridors.largest_hundred",
       "share of the hundred largest corridors in 2050, mean over draws",
       "UN DESA 2024: 1990-2024, and what 25 years changed once more", Basis::record,
       AuditUnit::share, [](const Audited& audited) { return largest_corridors(audited, 100); }},
      {"corridors.opened", "share of corridors that the first table lacks in the migrants of 2045",
       "UN DESA 2024: opened in 1990-2015, 1995-2020", Basis::record, AuditUnit::share,
       opened_corridors},
      {"corridors.unknown_origin", "share of unknown origin in the migrants of 2050",
       "UN DESA 2024: 1990-2024", Basis::record, AuditUnit::share, unknown_origin},
      {"corridors.fullest_draw", "largest corridor of a single draw over the largest on record",
       "three times", Basis::judgement, AuditUnit::times, fullest_corridor},
  };
}

}  // namespace peregrine
