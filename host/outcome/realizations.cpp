#include "host/outcome/realizations.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <vector>

#include "host/outcome/blocks.h"
#include "host/support/bytes.h"
#include "host/support/error.h"

namespace peregrine {

void copy_realizations(std::span<const EnsembleReader> from, EnsembleWriter& to) {
  std::vector<std::byte> buffer;
  // A variable of all files before the next one: the rows of each begin in a chunk of the last.
  for (const VariableSchema& variable : ensemble_schema()) {
    std::int64_t first = 0;
    for (const EnsembleReader& reader : from) {
      if (variable.delivery != Delivery::streamed || !is_stored(variable, reader.extents())) break;
      const std::vector<std::int64_t> shape = shape_of(variable, reader.extents());
      for (std::int64_t row = 0; row < shape.front(); row += block_draws) {
        Slab slab = {std::vector<std::int64_t>(shape.size(), 0), shape};
        slab.offset.front() = row;
        slab.count.front() = std::min(block_draws, shape.front() - row);
        const std::span<const std::byte> bytes = reader.read_bytes(variable.name, slab, buffer);
        to.write_rows(variable.name, first + row, slab.count.front(), bytes.data());
      }
      first += shape.front();
    }
  }
}

void add_statistics(const EnsembleReader& from, EnsembleStatistics& to, int threads) {
  try {
    to.restore_and_add(from.mergeable(), threads);
  } catch (const MalformedBytes& error) {
    throw InputError({{from.path(), 0, mergeable_group, "",
                       fmt::format("does not fit the file: {}", error.what()),
                       "make it again with `peregrine run --mergeable`"}});
  }
}

}  // namespace peregrine
