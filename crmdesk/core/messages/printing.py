"""Sentences about printing."""

from crmdesk.core.marking import N_

MESSAGES: dict[str, str] = {
    "print-kind": N_("“{kind}” cannot be printed. What can: {known}."),
    "print-nobody": N_("{kind} is about nobody: name no customers."),
    "print-empty": N_("Nobody is chosen: {kind} needs somebody it is about."),
    "print-none-found": N_("There is nobody to print: none was found."),
    "print-paper": N_("{kind} is not printed on {paper}. Papers: {known}."),
    "print-margin": N_("A margin is from 0 to {most} mm."),
    "print-option": N_("“{option}” cannot be chosen for {kind}. What can: {known}."),
    "print-choice": N_("{option}: “{value}” is none of {known}."),
    "print-number": N_("{option} is from {least} to {most}, not {value}."),
    "print-no-address": N_("None of them has an address. Type one into the file, under “Address and phone”."),
    "print-without-address": N_("Left out, because there is no address: {count} ({numbers})."),
    "print-withdrawn": N_("Left out, because consent was withdrawn: {count} ({numbers})."),
    "print-start": N_("This sheet has {most} labels: it cannot begin with number {start}."),
    "print-measures": N_(
        "“{text}” cannot be read as measures. Write columns x rows; width x height; left, top, such as 3x8; 64x34; "
        "7,13."
    ),
    "print-measures-outside": N_("Labels of {text} do not fit on {paper}, or lie on each other."),
    "print-measures-paper": N_("{sheet} has measures of its own. Choose plain paper for your own measures."),
    "print-shift": N_("“{text}” is no shift. Write right and down in millimetres, at most {most}, such as 1,-0.5."),
    "print-days": N_("The period ends on {last}, before it begins on {first}."),
    "print-left-out": N_("Of nobody chosen there is anything to print: {kind}."),
    "print-offer-nothing": N_("Nothing was bought from us so far, so nothing can be foretold."),
    "print-offer-dates": N_(
        "No product was bought on {dates} different dates yet, so it cannot be foretold when one is needed again."
    ),
    "print-offer-none": N_("Nothing will be needed within {days} days, as far as can be foretold."),
    "print-column": N_("“{column}” cannot be a column of a list. What can: {known}."),
    "print-columns-many": N_("There is no room for so many columns: take fewer, or lay the paper across."),
    "print-no-columns": N_("Choose at least one column."),
    "print-no-chinese": N_(
        "This machine has no font with Chinese characters, so nothing can be printed rightly. Install one, such as "
        "Noto Sans CJK SC, and start the program again."
    ),
    "print-font": N_("This machine has no font “{font}”. Change it in Settings ▸ Printing."),
    "print-template": N_("Your own template “{file}” does not work: {told}. Mend it, or take it out of the folder."),
    "print-printer": N_("The printer did not take the pages. Save them as PDF instead."),
    "print-template-there": N_("“{folder}” holds an own “{file}” already. Change that one, or take it out."),
    "print-templates-folder": N_(
        "“{folder}” holds far more than templates. Choose a folder for own templates alone in Settings ▸ Printing."
    ),
    "print-not-set": N_("{number} could not be printed and is left out."),
    "print-keep": N_("{kind} is not about one customer alone, so no copy can be kept in a file."),
    "action-print-keep": N_("Printed copies kept: {count}"),
    "print-picture": N_("A picture is damaged and is left out."),
}
