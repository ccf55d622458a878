/* Where this process's memory lies, for the policy `seeded`: at the same addresses in every run. */
#ifndef HASP_VM_ADDRESSES_H
#define HASP_VM_ADDRESSES_H

/*
 * Executes this program anew without address randomisation (personality(2)), once; returns if that is so already, or if the
 * system does not allow it, with a warning. Before anything has been done that shows.
 */
void addresses_fix(char **argv);

#endif
