# shellcheck shell=bash
# What tests want of Open MPI: whoever calls ctest as root, or with fewer cores than ranks, sources it.

# It refuses root and more ranks than cores unless told; machines for tests have few cores. The launcher of
# Open MPI 5 has its own names for the latter, and binds ranks to cores that others are bound to as well.
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
export OMPI_MCA_rmaps_base_oversubscribe=1
export PRTE_MCA_rmaps_default_mapping_policy=:oversubscribe
export PRTE_MCA_hwloc_default_binding_policy=none
