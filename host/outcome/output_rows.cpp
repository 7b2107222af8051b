#include "host/outcome/output_rows.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "host/outcome/blocks.h"
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
  const std::int64_t stride = layout.pitch / layout.places * year.width;
  for (std::int64_t first_draw = 0; first_draw < year.count; first_draw += year.width) {
    const std::int64_t row =
        layout.row_of(first_draw / year.width, year.step, year.output.planes, 0);
    const Element* const tile = values + row * year.width;
    const std::int64_t lanes = std::min<std::int64_t>(year.width, year.count - first_draw);
    for (std::int64_t first = 0; first < cells; first += cells_at_once) {
      const std::int64_t end = std::min(first + cells_at_once, cells);
      for (std::int64_t lane = 0; lane < lanes; ++lane) {
        Value* const out = rows + (first_draw + lane) * layout.cells + layout.first_cell(year.step);
        for (std::int64_t cell = first; cell < end; ++cell) {
          out[cell] = static_cast<Value>(tile[cell * stride + lane]);
        }
      }
    }
  }
}

template <typename Value>
void set_first_years(std::vector<Value>& rows, std::int64_t cells) {
  for (std::size_t at = 0; at < rows.size(); at += static_cast<std::size_t>(cells)) {
    rows[at] = static_cast<Value>(fill_float64);
  }
}

}  // namespace

OutputRows::OutputRows(std::span<const Output> table, const OutputExtents& extents) {
  for (const Output& output : table) {
    const ArrayLayout layout = extents.layout_of(output);
    if (!output.realizations || layout.cells == 0) continue;
    // Cells lie in equal distances, which padding would break.
    if (layout.places > 1 && layout.pitch != layout.places) {
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

void OutputRows::write_and_clear(EnsembleWriter& writer, std::int64_t first_realization) {
  for_each([&](const Series& series, auto& rows) {
    if (series.output->missing == Missing::first_year) set_first_years(rows, series.layout.cells);
    writer.write_rows(variable_name(*series.output, Facet::realizations), first_realization, count_,
                      rows.data());
    rows.clear();
  });
  count_ = 0;
}

void OutputRows::store_and_clear(ByteWriter& bytes) {
  bytes.add_count(static_cast<std::uint64_t>(count_));
  for_each([&](const Series&, auto& rows) {
    bytes.add_array(std::span(std::as_const(rows)));
    rows.clear();
  });
  count_ = 0;
}

void OutputRows::reserve(std::int64_t rows) {
  for_each([&](const Series& series, auto& values) {
    values.reserve(static_cast<std::size_t>(rows * series.layout.cells));
  });
}

void OutputRows::restore(ByteReader& bytes) {
  const std::uint64_t count = bytes.count();
  if (count > static_cast<std::uint64_t>(block_draws - count_)) {
    throw MalformedBytes("not one block's rows");
  }
  count_ += static_cast<std::int64_t>(count);
  for_each([&](const Series& series, auto& rows) {
    bytes.append_array(count * static_cast<std::size_t>(series.layout.cells), rows);
  });
}

double OutputRows::row_bytes() const {
  double bytes = 0;
  for (const Series& series : series_) {
    bytes += static_cast<double>(series.layout.cells) *
             static_cast<double>(element_bytes(series.output->realizations->type));
  }
  return bytes;
}

}  // namespace peregrine
