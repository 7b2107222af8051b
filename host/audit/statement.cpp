#include "host/audit/statement.h"

namespace peregrine {

Counted counted(AuditUnit unit) {
  switch (unit) {
    case AuditUnit::persons:
      return {"person", "persons"};
    case AuditUnit::countries:
      return {"country", "countries"};
    case AuditUnit::country_years:
      return {"country and year", "countries and years"};
    case AuditUnit::origins:
      return {"origin", "origins"};
    case AuditUnit::routes:
      return {"route", "routes"};
    case AuditUnit::coups:
      return {"coup attempt", "coup attempts"};
    case AuditUnit::campaigns:
      return {"campaign", "campaigns"};
    case AuditUnit::share:
      return {"share", "share"};
    case AuditUnit::times:
      return {"times", "times"};
    case AuditUnit::logs:
      return {"in logs", "in logs"};
    case AuditUnit::kelvin:
      return {"K", "K"};
    case AuditUnit::per_million:
      return {"of a million", "of a million"};
    case AuditUnit::parts_per_million:
      return {"ppm", "ppm"};
    case AuditUnit::gigatonnes:
      break;
  }
  return {"Gt", "Gt"};
}

std::string recalled(const std::string& publication) {
  return publication + "; recalled, not in inputs";
}

}  // namespace peregrine
