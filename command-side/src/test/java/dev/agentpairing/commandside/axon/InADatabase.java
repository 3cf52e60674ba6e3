package dev.agentpairing.commandside.axon;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The command side as the whole program runs it where the log is in a database. */
@SpringBootApplication(scanBasePackageClasses = {})
class InADatabase {}
