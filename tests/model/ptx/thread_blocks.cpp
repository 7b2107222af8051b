// Which would take a jump to another stack for a mistake.
#undef _FORTIFY_SOURCE
#include "tests/model/ptx/thread_blocks.h"

#include <setjmp.h>
#include <ucontext.h>

#include <algorithm>
#include <atomic>
#include <cfenv>
#include <cstdint>
#include <cstring>
#include <memory>
#include <thread>
#include <vector>

extern "C" {
extern __thread std::uint32_t ptx_tid_x, ptx_ctaid_x, ptx_ntid_x, ptx_nctaid_x;
extern __thread std::uint8_t ptx_shared[];
extern const std::uint32_t ptx_static_shared_bytes;
void ptx_barrier();
}

namespace ptx {
namespace {

// The threads of a block, one block after the other. Coroutines begin by ucontext and then change
// by setjmp and longjmp, which do not ask the kernel for the mask of signals each time.
class JoinedThreads {
 public:
  JoinedThreads(unsigned threads, const std::function<void()>& kernel) : kernel_(kernel) {
    constexpr std::size_t stack_bytes = std::size_t{64} * 1024;
    coroutines_.resize(threads);
    for (Coroutine& one : coroutines_)
      one.stack = std::make_unique_for_overwrite<std::byte[]>(stack_bytes);
    for (unsigned at = 0; at < threads; ++at) begin(at, stack_bytes);
  }

  // Until all have ended: each in turn up to its next barrier.
  void run() {
    std::memset(ptx_shared, 0xff, most_shared_bytes);
    for (Coroutine& one : coroutines_) one.ended = false;
    for (bool any = true; any;) {
      any = false;
      for (unsigned at = 0; at < coroutines_.size(); ++at) {
        if (coroutines_[at].ended) continue;
        resume(at);
        any = any || !coroutines_[at].ended;
      }
    }
  }

  // Called by the coroutine that runs.
  void yield() {
    if (_setjmp(coroutines_[running_].here) == 0) _longjmp(scheduler_, 1);
  }

  static thread_local JoinedThreads* current;

 private:
  struct Coroutine {
    std::unique_ptr<std::byte[]> stack;
    ucontext_t start;
    jmp_buf here;
    bool ended = false;
  };

  void begin(unsigned at, std::size_t stack_bytes) {
    Coroutine& one = coroutines_[at];
    getcontext(&one.start);
    one.start.uc_stack.ss_sp = one.stack.get();
    one.start.uc_stack.ss_size = stack_bytes;
    one.start.uc_link = nullptr;
    makecontext(&one.start, &JoinedThreads::body, 0);
    running_ = at;
    current = this;
    ucontext_t here;
    // Comes back by longjmp, before the first block.
    if (_setjmp(scheduler_) == 0) swapcontext(&here, &one.start);
  }

  // Of a coroutine: a kernel's thread for each block, without end.
  static void body() {
    for (;;) {
      current->yield();
      current->kernel_();
      current->coroutines_[current->running_].ended = true;
    }
  }

  void resume(unsigned at) {
    running_ = at;
    ptx_tid_x = at;
    if (_setjmp(scheduler_) == 0) _longjmp(coroutines_[at].here, 1);
  }

  const std::function<void()>& kernel_;
  std::vector<Coroutine> coroutines_;
  unsigned running_ = 0;
  jmp_buf scheduler_;
};
thread_local JoinedThreads* JoinedThreads::current = nullptr;

void run_alone(unsigned threads, const std::function<void()>& kernel) {
  for (ptx_tid_x = 0; ptx_tid_x < threads; ++ptx_tid_x) kernel();
}

}  // namespace

bool fits(const Launch& launch) {
  return ptx_static_shared_bytes + launch.shared_bytes <= most_shared_bytes;
}

void run_blocks(const Launch& launch, const std::function<void()>& kernel) {
  std::atomic<unsigned> next = 0;
  const unsigned threads = launch.threads_a_block;
  const auto take_blocks = [&](const auto& run_block) {
    ptx_ntid_x = threads;
    ptx_nctaid_x = launch.blocks;
    for (unsigned block = next++; block < launch.blocks; block = next++) {
      ptx_ctaid_x = block;
      run_block();
    }
  };
  const auto run_all = [&] {
    if (launch.threads == Threads::alone) return take_blocks([&] { run_alone(threads, kernel); });
    JoinedThreads joined(threads, kernel);
    take_blocks([&] { joined.run(); });
  };
  std::atomic<int> raised = 0;
  const auto work = [&] {
    std::feclearexcept(FE_ALL_EXCEPT);
    run_all();
    raised |= std::fetestexcept(FE_ALL_EXCEPT);
  };
  const unsigned processors = std::max(1u, std::thread::hardware_concurrency());
  std::vector<std::jthread> workers;
  for (unsigned k = 0; k < processors; ++k) workers.emplace_back(work);
  workers.clear();
  std::feraiseexcept(raised);
}

}  // namespace ptx

void ptx_barrier() {
  ptx::JoinedThreads::current->yield();
}
