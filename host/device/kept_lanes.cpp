#if defined(PEREGRINE_DEVICE_CUDA)
#include "host/device/kept_lanes.h"

#include <algorithm>

#include "host/output/outputs.h"
#include "kernels/ensemble.h"
#include "kernels/tile_arrays.h"

namespace peregrine {
namespace {

// The arrays that single realizations are of.
std::vector<const void*> kept_arrays(const TileOutput& arrays) {
  std::vector<const void*> kept;
  for (const std::span<const Output> table : {world_outputs(), irregular_outputs()}) {
    for (const Output& output : table) {
      if (!output.realizations) continue;
      const auto add = [&](const auto& array) {
        if constexpr (requires { *array(arrays); }) kept.push_back(array(arrays));
      };
      std::visit(add, output.values);
    }
  }
  return kept;
}

}  // namespace

KeptLanes::KeptLanes(const WorldView& world, const TileOutput& arrays, std::int64_t most_blocks)
    : parts_(most_blocks), world_(world), arrays_(arrays) {
  const std::vector<const void*> kept = kept_arrays(arrays);
  TileState none = {};
  TileOutput output = arrays;
  visit_tile_arrays(world, none, output, [&](auto*& array, const ArrayRows& rows) {
    if (array == nullptr || std::ranges::find(kept, array) == kept.end()) return;
    copied_.push_back({reinterpret_cast<const std::byte*>(array), sizeof *array, rows.rows,
                       rows.planes, rows.kind == ArrayKind::output, part_bytes_});
    part_bytes_ += static_cast<std::size_t>(rows.rows * draws_of_lanes) * sizeof *array;
  });
  memory_ = std::make_unique<PinnedMemory>(2 * static_cast<std::size_t>(parts_) * part_bytes_);
}

std::byte* KeptLanes::memory_of(std::int64_t at, int step) const {
  return memory_->get() + static_cast<std::size_t>(step % 2 * parts_ + at) * part_bytes_;
}

void KeptLanes::begin_copy(std::int64_t at, const Part& part, int step, const Stream& stream) {
  for (const Copied& array : copied_) {
    if (step > 0 && !array.by_year) continue;
    const std::int64_t row = step % array.planes * array.rows;
    const auto before = static_cast<std::size_t>(row * part.stride + part.first) * array.element;
    check_cuda(cudaMemcpy2DAsync(
                   memory_of(at, step) + array.offset, draws_of_lanes * array.element,
                   array.device + before, static_cast<std::size_t>(part.stride) * array.element,
                   static_cast<std::size_t>(part.count) * array.element,
                   static_cast<std::size_t>(array.rows), cudaMemcpyDeviceToHost, stream.get()),
               "copying draws from the GPU");
  }
}

TileOutput KeptLanes::year(std::int64_t at, int step) const {
  TileState none = {};
  TileOutput output = arrays_;
  visit_tile_arrays(world_, none, output, [&](auto*& array, const ArrayRows&) {
    const auto* const device = reinterpret_cast<const std::byte*>(array);
    const auto found = std::ranges::find(copied_, device, &Copied::device);
    using Element = std::remove_reference_t<decltype(*array)>;
    array = device == nullptr || found == copied_.end()
                ? nullptr
                : reinterpret_cast<Element*>(memory_of(at, step) + found->offset);
  });
  output.planes = 1;
  output.stock_planes = 1;
  return output;
}

}  // namespace peregrine

#endif
