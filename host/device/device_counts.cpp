#if defined(PEREGRINE_DEVICE_CUDA)
#include "host/device/device_counts.h"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <utility>

#include "host/output/cell_rows.h"
#include "host/support/parallel.h"

namespace peregrine {
namespace {

// Of a cell: what a block of threads has room for in shared memory, which six of them share.
constexpr std::int32_t most_bins_of_cell = 8192;
constexpr std::int32_t fewest_spare_bins = 16;

// The bins that values to come are expected in, of those that values have been in so far.
HistogramBank::BinRange with_margin(const HistogramBank::BinRange& seen, double share) {
  const std::int32_t bins = std::min(seen.end - seen.first, most_bins_of_cell);
  const auto wanted = static_cast<std::int32_t>(share * bins) + fewest_spare_bins;
  const std::int32_t spare = std::min(wanted, (most_bins_of_cell - bins) / 2);
  const std::int32_t first = std::max(seen.first - spare, 0);
  return {first, seen.first + bins + spare};
}

CellTotals empty_totals() {
  CellTotals totals = {};
  totals.lowest = std::numeric_limits<float>::max();
  return totals;
}

// What a cell's memory was, with nothing in it.
CellTotals emptied(const CellTotals& cell) {
  CellTotals totals = empty_totals();
  totals.first_count = cell.first_count;
  totals.first_bin = cell.first_bin;
  totals.bins = cell.bins;
  return totals;
}

void add_cell(const CountedStatistics& statistics, std::int64_t cell, const CellTotals& totals,
              const std::uint32_t* counts) {
  std::int64_t sum = 0;
  for (const std::int64_t steps : totals.steps) sum += steps;
  if (statistics.bank != nullptr) {
    statistics.bank->add_counted(
        cell, {totals.first_bin, std::span(counts, static_cast<std::size_t>(totals.bins)), sum,
               totals.lowest, totals.highest});
  }
  const auto at = static_cast<std::size_t>(cell);
  if (!statistics.means.empty()) statistics.means[at] += totals.mean_steps;
  const auto batches = static_cast<std::size_t>(statistics.batch_count());
  for (std::size_t batch = 0; batch < batches; ++batch) {
    statistics.batches[at * batches + batch] += totals.steps[batch];
  }
}

}  // namespace

DeviceCounts::DeviceCounts(std::vector<CountedStatistics> statistics, const OutputExtents& extents,
                           const BankLayout& layout)
    : statistics_(std::move(statistics)), extents_(extents) {
  for (const CountedStatistics& one : statistics_) add_output(one, layout);
  if (!extents.first_corridor().empty()) first_corridor_ = memory_.copy(extents.first_corridor());
  device_outputs_ = memory_.allocate_array<CountedOutput>(outputs_.size());
  task_.outputs = device_outputs_;
  task_.output_count = static_cast<int>(outputs_.size());
  task_.counts = memory_.allocate_array<std::uint32_t>(static_cast<std::size_t>(bins_));
  task_.waits = memory_.allocate_array<std::uint32_t>(static_cast<std::size_t>(size_.cells));
  task_.list = memory_.allocate_array<OutsideList>(1);
  task_.outside = memory_.allocate_array<OutsideValue>(layout.list_places);
  task_.capacity = layout.list_places;
  check_cuda(cudaMemset(task_.counts, 0, static_cast<std::size_t>(bins_) * sizeof *task_.counts),
             "clearing the GPU's histograms");
}

void DeviceCounts::add_output(const CountedStatistics& statistics, const BankLayout& layout) {
  const ArrayLayout& cells = statistics.layout;
  CountedOutput output = {};
  output.first_cell = static_cast<int>(size_.cells);
  output.cells = static_cast<int>(cells.cells_in(0));
  output.steps_a_unit = statistics.batch_steps_a_unit;
  output.mean_steps_a_unit = statistics.mean_steps_a_unit;
  if (const auto& mean = statistics.output->mean; mean && mean->above) {
    output.is_share = 1;
    output.above = *mean->above;
  }
  std::vector<CellTotals> totals(static_cast<std::size_t>(cells.cells), empty_totals());
  if (HistogramBank* const bank = statistics.bank) {
    output.bins = bank->scale();
    output.steps_a_unit = bank->steps_a_unit();
    for (std::int64_t cell = 0; cell < cells.cells; ++cell) {
      const auto range = with_margin(bank->bin_range(cell), layout.margin);
      CellTotals& one = totals[static_cast<std::size_t>(cell)];
      one.first_count = bins_;
      one.first_bin = range.first;
      one.bins = range.end - range.first;
      bins_ += one.bins;
      size_.most_bins = std::max<std::int64_t>(size_.most_bins, one.bins);
    }
  }
  output.totals = memory_.copy(totals);
  size_.cells += output.cells;
  outputs_.push_back(output);
}

void DeviceCounts::set_arrays(const TileOutput& arrays) {
  for (std::size_t at = 0; at < outputs_.size(); ++at) {
    outputs_[at].rows = cell_rows_of(*statistics_[at].output, extents_, arrays, first_corridor_);
  }
  check_cuda(cudaMemcpy(device_outputs_, outputs_.data(), outputs_.size() * sizeof(CountedOutput),
                        cudaMemcpyHostToDevice),
             "telling the GPU what to count");
}

void DeviceCounts::begin(int step, const LaneBlock* blocks, std::int64_t lanes,
                         const Stream& stream) {
  if (lanes > task_.capacity) throw std::logic_error("more lanes than the list has places");
  step_ = step;
  empty_ = false;
  task_.blocks = blocks;
  task_.lanes = static_cast<std::uint32_t>(lanes);
  constexpr int waiting = 0xff;
  check_cuda(
      cudaMemsetAsync(task_.waits, waiting,
                      static_cast<std::size_t>(size_.cells) * sizeof *task_.waits, stream.get()),
      "beginning to count");
  launch(stream);
}

void DeviceCounts::launch(const Stream& stream) {
  check_cuda(cudaMemsetAsync(task_.list, 0, sizeof *task_.list, stream.get()),
             "beginning to count");
  check_launch(count_year_cuda(task_, size_, step_, stream.get()), "counting on the GPU");
}

// The list has room for any one cell, so that each launch leaves fewer that wait.
void DeviceCounts::finish(const Stream& stream) {
  std::int64_t before = size_.cells + 1;
  for (std::int64_t waiting = read_list(stream).waiting; waiting > 0;) {
    if (waiting >= before) throw std::runtime_error("counting on the GPU does not come to an end");
    before = waiting;
    launch(stream);
    waiting = read_list(stream).waiting;
  }
}

OutsideList DeviceCounts::read_list(const Stream& stream) {
  OutsideList list = {};
  check_cuda(cudaMemcpyAsync(&list, task_.list, sizeof list, cudaMemcpyDeviceToHost, stream.get()),
             "counting on the GPU");
  stream.wait();
  std::vector<OutsideValue> values(list.written);
  if (values.empty()) return list;
  check_cuda(cudaMemcpy(values.data(), task_.outside, values.size() * sizeof(OutsideValue),
                        cudaMemcpyDeviceToHost),
             "copying values from the GPU");
  for (const OutsideValue& value : values) {
    const auto after =
        std::ranges::upper_bound(outputs_, value.cell, {}, &CountedOutput::first_cell);
    const CountedOutput& output = *(after - 1);
    const CountedStatistics& statistics =
        statistics_[static_cast<std::size_t>(&output - outputs_.data())];
    const std::int64_t cell = statistics.layout.first_cell(step_) + value.cell - output.first_cell;
    statistics.bank->add_counted(cell, value.bin);
  }
  return list;
}

void DeviceCounts::collect(int threads) {
  if (std::exchange(empty_, true)) return;
  // A year's cells at once: all of them would take as much of the host's memory as of the GPU's.
  for (std::size_t output = 0; output < outputs_.size(); ++output) {
    const std::int64_t cells = statistics_[output].layout.cells;
    for (std::int64_t first = 0; first < cells; first += outputs_[output].cells) {
      collect_cells(output, first, std::min(first + outputs_[output].cells, cells), threads);
    }
  }
  check_cuda(cudaMemset(task_.counts, 0, static_cast<std::size_t>(bins_) * sizeof *task_.counts),
             "clearing the GPU's histograms");
}

void DeviceCounts::collect_cells(std::size_t output, std::int64_t first, std::int64_t last,
                                 int threads) {
  constexpr const char* doing = "copying statistics from the GPU";
  std::vector<CellTotals> totals(static_cast<std::size_t>(last - first));
  CellTotals* const on_device = outputs_[output].totals + first;
  const std::size_t bytes = totals.size() * sizeof(CellTotals);
  check_cuda(cudaMemcpy(totals.data(), on_device, bytes, cudaMemcpyDeviceToHost), doing);
  const std::int64_t first_count = totals.front().first_count;
  const std::int64_t end_count = totals.back().first_count + totals.back().bins;
  std::vector<std::uint32_t> counts(static_cast<std::size_t>(end_count - first_count));
  check_cuda(cudaMemcpy(counts.data(), task_.counts + first_count,
                        counts.size() * sizeof(std::uint32_t), cudaMemcpyDeviceToHost),
             doing);
  parallel_ranges(last - first, threads, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t cell = begin; cell < end; ++cell) {
      CellTotals& one = totals[static_cast<std::size_t>(cell)];
      add_cell(statistics_[output], first + cell, one,
               counts.data() + (one.first_count - first_count));
      one = emptied(one);
    }
  });
  check_cuda(cudaMemcpy(on_device, totals.data(), bytes, cudaMemcpyHostToDevice), doing);
}

}  // namespace peregrine

#endif
