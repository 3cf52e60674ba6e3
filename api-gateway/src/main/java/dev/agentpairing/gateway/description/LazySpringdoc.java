package dev.agentpairing.gateway.description;

import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.stereotype.Component;

/** Springdoc would have all of its beans at every start; here none is made before somebody asks for the description. */
@Component
class LazySpringdoc implements BeanFactoryPostProcessor {

    private static final String SPRINGDOC = "org.springdoc.";

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory factory) {
        for (var name : factory.getBeanDefinitionNames()) {
            var definition = factory.getBeanDefinition(name);
            if (name.startsWith(SPRINGDOC) || isMadeBySpringdoc(definition)) {
                definition.setLazyInit(true);
            }
        }
    }

    private static boolean isMadeBySpringdoc(BeanDefinition definition) {
        var method = definition instanceof AnnotatedBeanDefinition annotated ? annotated.getFactoryMethodMetadata() : null;
        return method != null && method.getDeclaringClassName().startsWith(SPRINGDOC);
    }
}
