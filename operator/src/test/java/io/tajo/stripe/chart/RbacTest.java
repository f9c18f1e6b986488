package io.tajo.stripe.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Where the operator has rights and who is bound to them; that they are what it makes use of,
 * another test shows.
 */
class RbacTest {
  private static final String LEADER = "Role stripe-system/stripe-connector-leader";

  @Test
  void aClusterRoleWhereNoNamespaceIsNamed() {
    Chart chart = Chart.plain();
    ClusterRole role = named(chart.all(ClusterRole.class), "stripe-connector");
    ClusterRoleBinding binding = chart.only(ClusterRoleBinding.class);

    assertThat(grants(role.getRules())).hasSizeGreaterThan(50);
    assertThat(chart.all(Role.class)).extracting(Chart::id).containsExactly(LEADER);
    assertThat(binding.getRoleRef().getKind() + " " + binding.getRoleRef().getName())
        .isEqualTo("ClusterRole stripe-connector");
    assertThat(binding.getSubjects()).singleElement().satisfies(RbacTest::isTheOperator);
  }

  @Test
  void aRoleInEachNamedNamespaceAndNothingInTheCluster() {
    Chart chart = Chart.example("namespaced");

    assertThat(chart.objects())
        .extracting(HasMetadata::getKind)
        .doesNotContain("ClusterRole", "ClusterRoleBinding", "CustomResourceDefinition");
    assertThat(chart.all(Role.class))
        .extracting(Chart::id)
        .containsExactlyInAnyOrder(
            "Role marketing/stripe-connector", "Role sales/stripe-connector", LEADER);
    for (Role role : chart.all(Role.class)) {
      if (!Chart.id(role).equals(LEADER)) {
        assertThat(grants(role.getRules()))
            .as(Chart.id(role))
            .isEqualTo(grants(ChartRules.everywhere()));
      }
    }
    for (RoleBinding binding : chart.all(RoleBinding.class)) {
      assertThat(binding.getRoleRef().getKind()).isEqualTo("Role");
      assertThat(binding.getRoleRef().getName()).isEqualTo(binding.getMetadata().getName());
      assertThat(binding.getSubjects()).singleElement().satisfies(RbacTest::isTheOperator);
    }
    assertThat(chart.all(RoleBinding.class)).hasSameSizeAs(chart.all(Role.class));
  }

  private static void isTheOperator(Subject subject) {
    assertThat(List.of(subject.getKind(), subject.getNamespace(), subject.getName()))
        .containsExactly("ServiceAccount", "stripe-system", "stripe-connector");
  }

  @Test
  void theLeasesOfTheOperatorsOwnNamespaceOnly() {
    Role leader = Chart.plain().only(Role.class);

    assertThat(grants(leader.getRules()))
        .isEqualTo(tuples(List.of("coordination.k8s.io/leases: get create update patch")));
    assertThat(leader.getRules())
        .filteredOn(rule -> !rule.getVerbs().contains("create"))
        .allSatisfy(
            rule -> assertThat(rule.getResourceNames()).containsExactly(ChartRules.lease()));
    assertThat(Chart.plain().with("leaderElection", false).all(Role.class)).isEmpty();
  }

  @Test
  void everyReleaseHasALeaseOfItsOwn() {
    Chart other = Chart.plain().as("marketing");
    String name = "marketing-stripe-connector";

    assertThat(other.only(Role.class).getRules())
        .anySatisfy(rule -> assertThat(rule.getResourceNames()).containsExactly(name));
    assertThat(ChartPods.operator(other).getArgs()).containsSequence("--lease", name);
  }

  @Test
  void usersGetTheKindsWithTheRolesThatTheyHave() {
    ClusterRole view = named(Chart.plain().all(ClusterRole.class), "stripe-connector-view");
    ClusterRole edit = named(Chart.plain().all(ClusterRole.class), "stripe-connector-edit");

    assertThat(aggregatedTo(view)).containsExactly("admin", "edit", "view");
    assertThat(aggregatedTo(edit)).containsExactly("admin", "edit");
    assertThat(grants(view.getRules()))
        .isEqualTo(
            tuples(
                List.of(
                    "connectors.tajo.io/stripeconnectors: get list watch",
                    "connectors.tajo.io/stripesyncs: get list watch")));
    assertThat(grants(edit.getRules()))
        .isEqualTo(
            tuples(
                List.of(
                    "connectors.tajo.io/stripeconnectors: create update patch delete"
                        + " deletecollection",
                    "connectors.tajo.io/stripesyncs: create update patch delete"
                        + " deletecollection")));
  }

  @Test
  void nothingIsGrantedByAWildcard() {
    Chart everything = Chart.example("everything");

    assertThat(everything.all(ClusterRole.class))
        .hasSize(3)
        .allSatisfy(
            role -> assertThat(String.join(" ", grants(role.getRules()))).doesNotContain("*"));
  }

  private static Set<String> aggregatedTo(ClusterRole role) {
    Set<String> roles = new TreeSet<>();
    role.getMetadata()
        .getLabels()
        .forEach((label, value) -> {
          if (label.startsWith("rbac.authorization.k8s.io/aggregate-to-") && value.equals("true")) {
            roles.add(label.substring(label.lastIndexOf('-') + 1));
          }
        });
    return roles;
  }

  private static ClusterRole named(List<ClusterRole> roles, String name) {
    return roles.stream()
        .filter(role -> role.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** One a line, {@code group/resource verb}; a tuple that is granted twice fails. */
  private static Set<String> grants(List<PolicyRule> rules) {
    Set<String> tuples = new TreeSet<>();
    for (PolicyRule rule : rules) {
      for (String group : rule.getApiGroups()) {
        for (String resource : rule.getResources()) {
          for (String verb : rule.getVerbs()) {
            assertThat(tuples.add(group + "/" + resource + " " + verb)).as("granted once").isTrue();
          }
        }
      }
    }
    return tuples;
  }

  private static Set<String> tuples(List<String> table) {
    Set<String> tuples = new TreeSet<>();
    for (String row : table) {
      int colon = row.indexOf(": ");
      for (String verb : row.substring(colon + 2).split(" ", -1)) {
        tuples.add(row.substring(0, colon) + " " + verb);
      }
    }
    return tuples;
  }
}
