package dev.agentpairing.queryside.accounts;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What runs of this view. */
@Configuration(proxyBeanMethods = false)
@Import({AccountsProjection.class, AccountsAnswers.class, CredentialsAnswers.class})
public class AccountsView {}
