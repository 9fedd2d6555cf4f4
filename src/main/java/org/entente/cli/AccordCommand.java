package org.entente.cli;

import picocli.CommandLine.Command;

/// An accord's way from a template to force: drafted, checked, signed by every party's signatories,
/// installed on both nodes. Between the parties it travels as a file.
@Command(
    name = "accord",
    description = "Draft, check, sign, show and install an accord; end its logs.",
    subcommands = {
      AccordNewCommand.class,
      AccordCheckCommand.class,
      AccordSignCommand.class,
      AccordShowCommand.class,
      AccordInstallCommand.class,
      AccordSucceedCommand.class
    })
final class AccordCommand {}
