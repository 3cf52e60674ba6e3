package dev.agentpairing.gateway;

import java.util.Set;

import org.axonframework.spring.config.MessageHandlerLookup;
import org.axonframework.spring.config.SpringAggregateLookup;
import org.axonframework.spring.config.SpringSagaLookup;
import org.springframework.beans.factory.aot.BeanRegistrationExcludeFilter;
import org.springframework.beans.factory.support.RegisteredBean;

/** What Axon looks for among all beans is found when the program is built, so a program built that way does not look again. */
final class HandlersFound implements BeanRegistrationExcludeFilter {

    private static final Set<Class<?>> LOOKS =
            Set.of(MessageHandlerLookup.class, SpringAggregateLookup.class, SpringSagaLookup.class);

    @Override
    public boolean isExcludedFromAotProcessing(RegisteredBean bean) {
        return LOOKS.contains(bean.getBeanClass());
    }
}
