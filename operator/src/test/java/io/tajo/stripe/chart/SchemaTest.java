package io.tajo.stripe.chart;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that Helm refuses before anything reaches a cluster, and what it says. */
class SchemaTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          replica: 2                                  | additional properties 'replica' not allowed
          image: {digset: ''}                         | additional properties 'digset' not allowed
          proxy: {no: .svc}                           | at '/proxy': additional properties
          image: {digest: 'sha256:abc'}               | at '/image/digest'
          image: {tag: 'v 1'}                         | at '/image/tag'
          image: {pullPolicy: Sometimes}              | at '/image/pullPolicy'
          image: {repository: 'a/b:1'}                | at '/image/repository'
          imagePullSecrets: [registry]                | at '/imagePullSecrets/0'
          watchNamespaces: marketing                  | at '/watchNamespaces'
          watchNamespaces: [a, a]                     | at '/watchNamespaces'
          watchNamespaces: [Marketing]                | at '/watchNamespaces/0'
          watchNamespaces: ['*']                      | at '/watchNamespaces/0'
          replicas: '2'                               | at '/replicas'
          replicas: -1                                | at '/replicas'
          leaderElection: 'no'                        | at '/leaderElection'
          stripeApiBase: api.stripe.com               | at '/stripeApiBase'
          proxy: {https: 'proxy:3128'}                | at '/proxy/https'
          caConfigMap: Company                        | at '/caConfigMap'
          extraEnv: [{value: a}]                      | at '/extraEnv/0'
          resources: {limit: {}}                      | additional properties 'limit' not allowed
          podLabels: {a: 1}                           | at '/podLabels/a'
          crds: {install: true}                       | additional properties 'install' not allowed
          podDisruptionBudget: {maxUnavailable: 0}    | at '/podDisruptionBudget/maxUnavailable'
          networkPolicy: {egressPorts: [https]}       | at '/networkPolicy/egressPorts/0'
          metrics: {service: {port: 70000}}           | at '/metrics/service/port'
          metrics: {serviceMonitor: {renderMode: x}}  | at '/metrics/serviceMonitor/renderMode'
          metrics: {podMonitor: {interval: often}}    | at '/metrics/podMonitor/interval'
          prometheusRule: {thresholds: {x: 1}}        | additional properties 'x' not allowed
          prometheusRule: {thresholds: {failedEvents: -1}}      | failedEvents'
          prometheusRule: {thresholds: {storeFreePercent: 100}} | storeFreePercent'
          prometheusRule: {thresholds: {inboxOldMinutes: 0}}    | inboxOldMinutes'
          prometheusRule: {thresholds: {inboxOldMinutes: 1.5}}  | inboxOldMinutes'
          prometheusRule: {without: [OperatorDown]}   | at '/prometheusRule/without/0'
          prometheusRule: {runbooks: 'https://x/'}    | at '/prometheusRule/runbooks'
          prometheusRule: {alertLabels: {a: 1}}       | at '/prometheusRule/alertLabels/a'
          prometheusRule: {operatorJob: 'a"b'}        | at '/prometheusRule/operatorJob'
          dashboard: {extra: {a: b}}                  | invalid propertyName 'a'
          tests: {image: ''}                          | at '/tests/image'
          replicas: 2\\nleaderElection: false          | several replicas need leaderElection
          serviceAccount: {create: false}             | serviceAccount.name is required
          fullnameOverride: 1st                       | at '/fullnameOverride'
          stripeApiBase: http://sandbox.a.svc:12111   | set brevoApiBase to the sandbox too
          stripeApiBase: https://proxy.a.svc          | set brevoApiBase to the sandbox too
          brevoApiBase: http://s.a.svc:12111/v3       | set stripeApiBase to the sandbox too
          brevoApiBase: http://s.a.svc.cluster.local/ | set stripeApiBase to the sandbox too
          """)
  void refused(String values, String message) throws IOException {
    Chart chart = Chart.plain().with(file(values));

    assertThatThrownBy(chart::text).hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "global: {region: eu}",
        "image: {repository: 'registry.example:5000/a/b'}",
        "image: {tag: 0.1.0-rc.1}",
        "replicas: 0",
        "podDisruptionBudget: {maxUnavailable: 25%}",
        "metrics: {serviceMonitor: {interval: 1m30s}}",
        "watchNamespaces: [a, b-1]",
        "nameOverride: 1st",
        "prometheusRule: {enabled: true}",
        "dashboard: {enabled: true}",
        "stripeApiBase: https://stripe.svc.example",
        "stripeApiBase: http://p.a.svc\\nbrevoApiBase: https://api.brevo.com/v3",
        "stripeApiBase: http://s.a.svc:12111\\nbrevoApiBase: http://s.a.svc:12111/v3",
      })
  void accepted(String values) throws IOException {
    Chart chart = Chart.plain().with(file(values));

    assertThatCode(chart::text).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1st", "my.release"})
  void aReleaseWhoseNameIsNoneOfAServiceNeedsAnother(String release) {
    assertThatThrownBy(Chart.plain().as(release)::text)
        .hasMessageContaining("no Service can be called " + release)
        .hasMessageContaining("set fullnameOverride");
    assertThatCode(Chart.plain().as(release).with("fullnameOverride", "first")::text)
        .doesNotThrowAnyException();
  }

  private Path file(String values) throws IOException {
    return Files.writeString(
        directory.resolve("values.yaml"), values.replace("\\n", System.lineSeparator()));
  }
}
