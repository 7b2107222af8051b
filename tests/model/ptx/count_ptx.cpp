// Counts for the C of count_ptx.py, linked with the program that runs it. At its end the counts are
// written to the file PEREGRINE_PTX_COUNTS, a line for each of:
//   kernel NUMBER threads launches
//   block NUMBER executions-by-threads executions-by-warps
//   copied KIND bytes calls bytes-copied-asynchronously, KIND 1 to the device and 2 to the host
//   pinned 0 bytes, of the host's memory
//   watched KERNEL threads table-loads table-bytes lane-bytes-loaded lane-bytes-stored
//   cache KERNEL, and for each size: bytes, lane-bytes-fetched, lane-bytes-written-back
// Of some threads every access to global memory is watched. What the host has copied to the device
// is a table; all else are lanes. A cache has room for so many bytes of one lane, keeps those
// touched last, and is written back to memory when they leave it: what a thread of a GPU has of the
// caches, if all threads share them evenly. It is empty when a launch begins. To see copies and
// pinned memory the program is linked with -Wl,--wrap= of the functions __wrap_ below.
#include <cuda_runtime_api.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <list>
#include <map>
#include <mutex>
#include <unordered_map>
#include <vector>

extern "C" {
extern __thread std::uint32_t ptx_tid_x, ptx_ctaid_x, ptx_ntid_x;
__thread std::uint64_t* ptx_count;
__thread int ptx_watched;
}

namespace {

constexpr std::uint32_t threads_a_warp = 32;
constexpr std::array<std::uint64_t, 6> cache_sizes = {128, 256, 512, 1024, 2048, 8192};
// A thread in so many is watched, of the first so many of a launch.
constexpr std::uint32_t watch_every = 512;
constexpr std::uint32_t watch_of_first = 1024;

struct CacheBytes {
  std::uint64_t fetched = 0;
  std::uint64_t written_back = 0;
};

class Cache {
 public:
  explicit Cache(std::uint64_t room) : room_(room) {}

  void touch(std::uint64_t address, std::uint32_t bytes, bool store) {
    const auto found = places_.find(address);
    if (found == places_.end()) {
      if (!store) bytes_.fetched += bytes;
      held_.push_front({address, bytes, store});
      places_[address] = held_.begin();
      used_ += bytes;
      while (used_ > room_) drop_last();
    } else {
      found->second->dirty = found->second->dirty || store;
      held_.splice(held_.begin(), held_, found->second);
    }
  }
  CacheBytes end() {
    while (!held_.empty()) drop_last();
    return bytes_;
  }

 private:
  struct Held {
    std::uint64_t address;
    std::uint32_t bytes;
    bool dirty;
  };
  void drop_last() {
    const Held& last = held_.back();
    if (last.dirty) bytes_.written_back += last.bytes;
    used_ -= last.bytes;
    places_.erase(last.address);
    held_.pop_back();
  }
  std::uint64_t room_;
  std::uint64_t used_ = 0;
  std::list<Held> held_;
  std::unordered_map<std::uint64_t, std::list<Held>::iterator> places_;
  CacheBytes bytes_;
};

// Of the accesses of one kernel that were watched.
struct Watched {
  std::uint64_t threads = 0;
  std::uint64_t table_loads = 0, table_bytes = 0, loaded = 0, stored = 0;
  std::array<CacheBytes, cache_sizes.size()> caches = {};
};

struct Copied {
  std::uint64_t bytes = 0, calls = 0, asynchronous = 0;
};

struct Totals {
  std::mutex mutex;
  std::vector<std::uint64_t> by_threads, by_warps;
  std::map<std::uint32_t, std::pair<std::uint64_t, std::uint64_t>> kernels;  // threads, launches
  std::map<std::uint32_t, Watched> watched;
  std::map<std::uint64_t, std::uint64_t> tables;  // begin, end
  std::map<int, Copied> copied;
  std::uint64_t pinned = 0;

  ~Totals() {
    const char* const path = std::getenv("PEREGRINE_PTX_COUNTS");
    std::FILE* const file = path == nullptr ? nullptr : std::fopen(path, "w");
    if (file == nullptr) return;
    write(file);
    std::fclose(file);
  }
  void copy(const void* to, std::size_t bytes, cudaMemcpyKind kind, bool asynchronous) {
    const std::lock_guard lock(mutex);
    Copied& sum = copied[kind];
    sum.bytes += bytes;
    ++sum.calls;
    if (asynchronous) sum.asynchronous += bytes;
    const auto begin = reinterpret_cast<std::uint64_t>(to);
    if (kind == cudaMemcpyHostToDevice && bytes > 0) tables[begin] = begin + bytes;
  }
  void pin(std::size_t bytes) {
    const std::lock_guard lock(mutex);
    pinned += bytes;
  }
  bool is_table(std::uint64_t address) const {
    const auto after = tables.upper_bound(address);
    return after != tables.begin() && address < std::prev(after)->second;
  }

 private:
  void write(std::FILE* file) const {
    const auto wide = [](std::uint64_t number) { return static_cast<unsigned long long>(number); };
    for (const auto& [kernel, count] : kernels) {
      std::fprintf(file, "kernel %u %llu %llu\n", kernel, wide(count.first), wide(count.second));
    }
    for (const auto& [kind, sum] : copied) {
      std::fprintf(file, "copied %d %llu %llu %llu\n", kind, wide(sum.bytes), wide(sum.calls),
                   wide(sum.asynchronous));
    }
    std::fprintf(file, "pinned 0 %llu\n", wide(pinned));
    for (std::size_t k = 0; k < by_threads.size(); ++k) {
      std::fprintf(file, "block %zu %llu %llu\n", k, wide(by_threads[k]), wide(by_warps[k]));
    }
    for (const auto& [kernel, w] : watched) {
      std::fprintf(file, "watched %u %llu %llu %llu %llu %llu\ncache %u", kernel, wide(w.threads),
                   wide(w.table_loads), wide(w.table_bytes), wide(w.loaded), wide(w.stored),
                   kernel);
      for (std::size_t k = 0; k < cache_sizes.size(); ++k) {
        std::fprintf(file, " %llu %llu %llu", wide(cache_sizes[k]), wide(w.caches[k].fetched),
                     wide(w.caches[k].written_back));
      }
      std::fprintf(file, "\n");
    }
  }
};
Totals& totals() {
  static Totals all;
  return all;
}

// Of a thread of this machine, which runs threads of the GPU one after the other.
class Counts {
 public:
  ~Counts() {
    end_thread();
    end_warp();
    delete[] ptx_count;
    ptx_count = nullptr;
    if (threads_.empty()) return;
    Totals& all = totals();
    const std::lock_guard lock(all.mutex);
    all.by_threads.resize(blocks_);
    all.by_warps.resize(blocks_);
    for (std::size_t k = 0; k < blocks_; ++k) {
      all.by_threads[k] += by_threads_[k];
      all.by_warps[k] += by_warps_[k];
    }
    for (const auto& [kernel, count] : threads_) {
      all.kernels[kernel].first += count.first;
      all.kernels[kernel].second += count.second;
    }
  }

  void begin_thread(std::size_t blocks, std::uint32_t kernel) {
    if (ptx_count == nullptr) {
      blocks_ = blocks;
      ptx_count = new std::uint64_t[blocks]();
      by_threads_.resize(blocks);
      by_warps_.resize(blocks);
      most_.resize(blocks);
    }
    end_thread();
    if (ptx_tid_x % threads_a_warp == 0) end_warp();
    const std::uint32_t lane = ptx_ctaid_x * ptx_ntid_x + ptx_tid_x;
    ++threads_[kernel].first;
    threads_[kernel].second += lane == 0 ? 1 : 0;
    ptx_watched = lane < watch_of_first && lane % watch_every == 0 ? 1 : 0;
    kernel_ = kernel;
    if (ptx_watched == 0) return;
    caches_.reserve(cache_sizes.size());
    for (const std::uint64_t size : cache_sizes) caches_.emplace_back(size);
  }

  void touch(std::uint64_t address, std::uint32_t bytes, bool store) {
    if (totals().is_table(address)) {
      ++seen_.table_loads;
      seen_.table_bytes += bytes;
      return;
    }
    (store ? seen_.stored : seen_.loaded) += bytes;
    for (Cache& cache : caches_) cache.touch(address, bytes, store);
  }

 private:
  void end_thread() {
    for (std::size_t k = 0; k < blocks_; ++k) {
      by_threads_[k] += ptx_count[k];
      most_[k] = std::max(most_[k], ptx_count[k]);
      ptx_count[k] = 0;
    }
    if (ptx_watched != 0) end_watch();
  }
  void end_warp() {
    for (std::size_t k = 0; k < blocks_; ++k) {
      by_warps_[k] += most_[k];
      most_[k] = 0;
    }
  }
  void end_watch() {
    Totals& all = totals();
    const std::lock_guard lock(all.mutex);
    Watched& sum = all.watched[kernel_];
    ++sum.threads;
    sum.table_loads += seen_.table_loads;
    sum.table_bytes += seen_.table_bytes;
    sum.loaded += seen_.loaded;
    sum.stored += seen_.stored;
    for (std::size_t k = 0; k < caches_.size(); ++k) {
      const CacheBytes bytes = caches_[k].end();
      sum.caches[k].fetched += bytes.fetched;
      sum.caches[k].written_back += bytes.written_back;
    }
    caches_.clear();
    seen_ = {};
    ptx_watched = 0;
  }

  std::size_t blocks_ = 0;
  std::vector<std::uint64_t> by_threads_, by_warps_, most_;
  std::map<std::uint32_t, std::pair<std::uint64_t, std::uint64_t>> threads_;
  std::uint32_t kernel_ = 0;
  std::vector<Cache> caches_;
  Watched seen_;
};
thread_local Counts counts_here;

}  // namespace

extern "C" {

void ptx_enter(std::uint32_t blocks, std::uint32_t kernel) {
  counts_here.begin_thread(blocks, kernel);
}
void ptx_touch(std::uint64_t address, std::uint32_t bytes, int store) {
  counts_here.touch(address, bytes, store != 0);
}

cudaError_t __real_cudaMemcpy(void* to, const void* from, std::size_t bytes, cudaMemcpyKind kind);
cudaError_t __wrap_cudaMemcpy(void* to, const void* from, std::size_t bytes, cudaMemcpyKind kind) {
  totals().copy(to, bytes, kind, false);
  return __real_cudaMemcpy(to, from, bytes, kind);
}

// Weak: a program that does not call them need not have them.
__attribute__((weak)) cudaError_t __real_cudaMemcpyAsync(void* to, const void* from,
                                                         std::size_t bytes, cudaMemcpyKind kind,
                                                         cudaStream_t stream);
cudaError_t __wrap_cudaMemcpyAsync(void* to, const void* from, std::size_t bytes,
                                   cudaMemcpyKind kind, cudaStream_t stream) {
  totals().copy(to, bytes, kind, true);
  return __real_cudaMemcpyAsync(to, from, bytes, kind, stream);
}
__attribute__((weak)) cudaError_t __real_cudaMallocHost(void** memory, std::size_t bytes);
cudaError_t __wrap_cudaMallocHost(void** memory, std::size_t bytes) {
  totals().pin(bytes);
  return __real_cudaMallocHost(memory, bytes);
}
__attribute__((weak)) cudaError_t __real_cudaHostAlloc(void** memory, std::size_t bytes,
                                                       unsigned flags);
cudaError_t __wrap_cudaHostAlloc(void** memory, std::size_t bytes, unsigned flags) {
  totals().pin(bytes);
  return __real_cudaHostAlloc(memory, bytes, flags);
}

}  // extern "C"
