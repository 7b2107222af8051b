#include "host/report/page/words.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>

#include "host/support/numbers.h"

namespace peregrine {

std::string number_text(double number, int decimals) {
  return std::isfinite(number) ? grouped(number, decimals) : "—";
}

std::string millions(double persons) {
  return number_text(persons * 1e-6, 2);
}

std::string short_persons(double persons) {
  if (!std::isfinite(persons)) return "—";
  return grouped(std::strtod(fmt::format("{:.3e}", persons).c_str(), nullptr), 0);
}

std::string per_cent(double share) {
  if (!std::isfinite(share)) return "—";
  const double shown = 100 * share;
  const bool all_agree = shown == 0 || shown == 100;
  return fmt::format("{:.{}f} %", shown, !all_agree && (shown < 10 || shown > 99) ? 1 : 0);
}

std::string share_error(double share, std::int64_t draws) {
  const auto number = static_cast<double>(draws);
  const double smoothed = (share * number + 1) / (number + 2);
  return per_cent(std::sqrt(smoothed * (1 - smoothed) / number));
}

}  // namespace peregrine
