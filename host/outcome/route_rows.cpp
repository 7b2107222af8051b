#include "host/outcome/route_rows.h"

#include <algorithm>
#include <utility>

#include "host/outcome/blocks.h"
#include "host/store/schema.h"

namespace peregrine {
namespace {

// Appends rows [draw][place in the row] of what is [tile][place in the row][lane].
template <typename Value, typename Element>
void append_rows(const Element* values, std::int64_t row_length, int width, std::int64_t draws,
                 std::vector<Value>& rows) {
  // So many places at once that their lanes stay in the nearest cache.
  constexpr std::int64_t places_at_once = 64;
  const std::size_t before = rows.size();
  rows.resize(before + static_cast<std::size_t>(draws * row_length));
  Value* const out = rows.data() + before;
  for (std::int64_t first_draw = 0; first_draw < draws; first_draw += width) {
    const Element* const tile = values + first_draw * row_length;
    const std::int64_t lanes = std::min<std::int64_t>(width, draws - first_draw);
    for (std::int64_t first = 0; first < row_length; first += places_at_once) {
      const std::int64_t end = std::min(first + places_at_once, row_length);
      for (std::int64_t lane = 0; lane < lanes; ++lane) {
        Value* const row = out + (first_draw + lane) * row_length;
        for (std::int64_t place = first; place < end; ++place) {
          row[place] = static_cast<Value>(tile[place * width + lane]);
        }
      }
    }
  }
}

template <typename Value>
void set_first_years(std::vector<Value>& rows, std::int64_t row_length, Value value) {
  for (std::size_t at = 0; at < rows.size(); at += static_cast<std::size_t>(row_length)) {
    rows[at] = value;
  }
}

}  // namespace

RouteRows::RouteRows(const WorldView& world) {
  const RoutesView& routes = world.routes;
  const std::int64_t years = routes.present == 0 ? 0 : world.years + 1;
  const std::int64_t months = months_a_year * years;
  const std::int64_t by_route = months * routes.routes;
  const std::int64_t by_border = months * routes.borders.count;
  const std::int64_t by_front = months * routes.fronts.count;
  floats_ = {{{"irregular_detections", by_route, {}},
              {"irregular_attempts", by_border, {}},
              {"irregular_entries", by_border, {}},
              {"irregular_deaths", by_border, {}},
              {"irregular_diverted", by_border, {}},
              {"campaign_probability", by_front, {}},
              {"campaign_actor_probability", by_front, {}}}};
  bytes_ = {{{"response_level", by_border, {}}, {"campaign_active", by_front, {}}}};
  doubles_ = {{{"irregular_entries_year", years, {}},
               {"irregular_flow", years, {}},
               {"irregular_joined", years, {}},
               {"response_cost", years, {}}}};
}

void RouteRows::add(const RoutesOutput& output, int width, std::int64_t draws) {
  const auto append = [&](auto& all, const auto& sources) {
    for (std::size_t at = 0; at < all.size(); ++at) {
      append_rows(sources[at], all[at].row_length, width, draws, all[at].values);
    }
  };
  const std::array<const float*, 7> months = {output.detections, output.attempts, output.entries,
                                              output.deaths,     output.diverted, output.campaign,
                                              output.actor};
  append(floats_, months);
  append(bytes_, std::array<const float*, 2>{output.level, output.active});
  append(doubles_, std::array<const double*, 4>{output.entries_year, output.flow_year,
                                                output.joined_year, output.cost_year});
  count_ += draws;
}

void RouteRows::write_and_clear(EnsembleWriter& writer, std::int64_t first_realization) {
  for (Series<double>& series : doubles_) {
    if (variable_schema(series.name).missing != Missing::first_year) continue;
    if (series.row_length > 0) set_first_years(series.values, series.row_length, fill_float64);
  }
  visit([&](auto& series) {
    if (series.row_length > 0) {
      writer.write_rows(series.name, first_realization, count_, series.values.data());
    }
    series.values.clear();
  });
  count_ = 0;
}

void RouteRows::store_and_clear(ByteWriter& bytes) {
  bytes.add_count(static_cast<std::uint64_t>(count_));
  visit([&bytes](auto& series) {
    bytes.add_array(std::span(std::as_const(series.values)));
    series.values.clear();
  });
  count_ = 0;
}

void RouteRows::reserve(std::int64_t rows) {
  visit([rows](auto& series) {
    series.values.reserve(static_cast<std::size_t>(rows * series.row_length));
  });
}

void RouteRows::restore(ByteReader& bytes) {
  const std::uint64_t count = bytes.count();
  if (count > static_cast<std::uint64_t>(block_draws - count_)) {
    throw MalformedBytes("not one block's rows");
  }
  count_ += static_cast<std::int64_t>(count);
  visit([&](auto& series) {
    bytes.append_array(count * static_cast<std::size_t>(series.row_length), series.values);
  });
}

double RouteRows::row_bytes(const WorldView& world) {
  double bytes = 0;
  RouteRows(world).visit([&bytes](const auto& series) {
    bytes += static_cast<double>(series.row_length) * sizeof(series.values.front());
  });
  return bytes;
}

}  // namespace peregrine
