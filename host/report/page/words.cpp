#include "host/report/page/words.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>
#include <limits>

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

double json_number(const nlohmann::json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_number() ? found->get<double>()
                                                     : std::numeric_limits<double>::quiet_NaN();
}

std::string json_text(const nlohmann::json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::string share_error(double share, std::int64_t draws) {
  const auto number = static_cast<double>(draws);
  const double smoothed = (share * number + 1) / (number + 2);
  return per_cent(std::sqrt(smoothed * (1 - smoothed) / number));
}

}  // namespace peregrine
