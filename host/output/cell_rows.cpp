#include "host/output/cell_rows.h"

namespace peregrine {

CellRows cell_rows_of(const Output& output, const OutputExtents& extents, const TileOutput& arrays,
                      const int* first_corridor) {
  const ArrayLayout layout = extents.layout_of(output);
  CellRows rows = {};
  rows.planes = arrays.planes;
  rows.times = static_cast<int>(layout.times);
  rows.places = static_cast<int>(layout.places);
  rows.pitch = static_cast<int>(layout.pitch);
  rows.first = static_cast<int>(layout.first);
  rows.corridors = static_cast<int>(extents.in_arrays(Dimension::route_corridor));
  rows.active = arrays.routes.active;
  rows.first_corridor = first_corridor;
  if (const auto* floats = std::get_if<ArrayOf<float>>(&output.values)) {
    rows.kind = CellKind::floats;
    rows.floats = (*floats)(arrays);
  } else if (const auto* doubles = std::get_if<ArrayOf<double>>(&output.values)) {
    rows.kind = CellKind::doubles;
    rows.doubles = (*doubles)(arrays);
  } else if (const auto* derived = std::get_if<Derived>(&output.values)) {
    rows.kind = derived->kind;
    rows.floats = derived->array(arrays);
  }
  return rows;
}

}  // namespace peregrine
