#include "host/outcome/output_rows.h"

#include <algorithm>
#include <cstring>
#include <numeric>
#include <stdexcept>
#include <utility>

#include "host/store/schema.h"

namespace peregrine {
namespace {

// Puts a year's cells of what is [tile][plane][time][row][lane] into rows [draw][cell].
template <typename Value, typename Element>
void put_year(const Element* values, const ArrayLayout& layout, const YearLanes& year,
              Value* rows) {
  // So many cells at once that their lanes stay in the nearest cache.
  constexpr std::int64_t cells_at_once = 64;
  const std::int64_t cells = layout.cells_in(year.step);
  const std::int64_t cells_of_time = layout.places;
  for (std::int64_t first_draw = 0; first_draw < year.count; first_draw += year.width) {
    const std::int64_t lanes = std::min<std::int64_t>(year.width, year.count - first_draw);
    for (std::int64_t before = 0; before < cells; before += cells_of_time) {
      const std::int64_t row = layout.row_of(first_draw / year.width, year.step, year.output.planes,
                                             before / cells_of_time);
      const Element* const tile = values + row * year.width;
      for (std::int64_t first = 0; first < cells_of_time; first += cells_at_once) {
        const std::int64_t end = std::min(first + cells_at_once, cells_of_time);
        for (std::int64_t lane = 0; lane < lanes; ++lane) {
          Value* const out =
              rows + (first_draw + lane) * layout.cells + layout.first_cell(year.step) + before;
          for (std::int64_t cell = first; cell < end; ++cell) {
            out[cell] = static_cast<Value>(tile[cell * year.width + lane]);
          }
        }
      }
    }
  }
}

// Marks the first value of each of the rows as missing.
template <typename Value>
void set_first_years(std::span<std::byte> rows, std::size_t row_bytes) {
  const auto missing = static_cast<Value>(fill_float64);
  for (; !rows.empty(); rows = rows.subspan(row_bytes)) {
    std::memcpy(rows.data(), &missing, sizeof missing);
  }
}

}  // namespace

OutputRows::OutputRows(std::span<const Output> table, const OutputExtents& extents) {
  for (const Output& output : table) {
    const ArrayLayout layout = extents.layout_of(output);
    if (!output.realizations || layout.cells == 0) continue;
    if (layout.places > 1 && output.interleaved > 1) {
      throw std::logic_error(std::string(output.name) + ": its realizations cannot be kept");
    }
    Series series = {&output, layout, {}};
    const ElementType type = output.realizations->type;
    if (type == ElementType::float32) series.values.emplace<std::vector<float>>();
    if (type == ElementType::int8) series.values.emplace<std::vector<std::int8_t>>();
    if (type == ElementType::float64) series.values.emplace<std::vector<double>>();
    series_.push_back(std::move(series));
  }
  std::ranges::stable_sort(series_, {}, [](const Series& series) { return series.values.index(); });
}

void OutputRows::add(const YearLanes& year) {
  if (year.step == 0) count_ += year.count;
  for (Series& series : series_) {
    const auto put = [&](const auto& array, auto& rows) {
      if constexpr (requires { *array(year.output); }) {
        if (year.step == 0) rows.resize(static_cast<std::size_t>(count_ * series.layout.cells));
        put_year(array(year.output), series.layout, year,
                 rows.data() + (count_ - year.count) * series.layout.cells);
      }
    };
    std::visit(put, series.output->values, series.values);
  }
}

void OutputRows::write(const Stored& stored, EnsembleWriter& writer) const {
  const std::int64_t rows =
      std::accumulate(stored.counts.begin(), stored.counts.end(), std::int64_t{0});
  std::vector<std::byte> values;
  std::int64_t before = 0;  // bytes of a row that belong to other outputs
  for (const Series& series : series_) {
    const auto row_bytes = static_cast<std::size_t>(bytes_of(series));
    values.resize(static_cast<std::size_t>(rows) * row_bytes);
    std::span<std::byte> rest(values);
    for (std::size_t piece = 0; piece < stored.counts.size(); ++piece) {
      const std::int64_t count = stored.counts[piece];
      const std::span<std::byte> some = rest.first(static_cast<std::size_t>(count) * row_bytes);
      stored.read(piece, static_cast<std::uint64_t>(count * before), some);
      rest = rest.subspan(some.size());
    }
    if (series.output->missing == Missing::first_year) {
      std::visit([&]<typename Value>(
                     const std::vector<Value>&) { set_first_years<Value>(values, row_bytes); },
                 series.values);
    }
    writer.write_rows(variable_name(*series.output, Facet::realizations), stored.first_realization,
                      rows, values.data());
    before += bytes_of(series);
  }
}

void OutputRows::store_and_clear(ByteWriter& bytes) {
  bytes.add_count(static_cast<std::uint64_t>(count_));
  for_each([&](const Series&, auto& rows) {
    bytes.add_array(std::span(std::as_const(rows)));
    rows.clear();
  });
  count_ = 0;
}

std::int64_t OutputRows::bytes_of(const Series& series) {
  return series.layout.cells *
         static_cast<std::int64_t>(element_bytes(series.output->realizations->type));
}

std::int64_t OutputRows::row_bytes() const {
  std::int64_t bytes = 0;
  for (const Series& series : series_) bytes += bytes_of(series);
  return bytes;
}

}  // namespace peregrine
