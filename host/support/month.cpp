#include "host/support/month.h"

#include <fmt/format.h>

namespace peregrine {

std::string month_text(int month) {
  return fmt::format("{:04}-{:02}", month / 12, month % 12 + 1);
}

}  // namespace peregrine
