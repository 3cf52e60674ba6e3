package dev.agentpairing.queryside.personal;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What runs of this folder. */
@Configuration(proxyBeanMethods = false)
@Import({PersonalCommands.class, PersonalRecords.class, Orphans.class})
public class PersonalStore {}
