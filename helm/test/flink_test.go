package helm

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	core "k8s.io/api/core/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// FlinkDeployment is what the chart may use of the Flink operator's type flink.apache.org/v1beta1.
type FlinkDeployment struct {
	meta.TypeMeta   `json:",inline"`
	meta.ObjectMeta `json:"metadata"`
	Spec            struct {
		Image              string               `json:"image"`
		ImagePullPolicy    string               `json:"imagePullPolicy"`
		FlinkVersion       string               `json:"flinkVersion"`
		ServiceAccount     string               `json:"serviceAccount"`
		Mode               string               `json:"mode"`
		FlinkConfiguration map[string]string    `json:"flinkConfiguration"`
		PodTemplate        core.PodTemplateSpec `json:"podTemplate"`
		JobManager         struct {
			Resource FlinkResource `json:"resource"`
		} `json:"jobManager"`
		TaskManager struct {
			Resource FlinkResource `json:"resource"`
		} `json:"taskManager"`
		Job struct {
			EntryClass            string `json:"entryClass"`
			Parallelism           int    `json:"parallelism"`
			State                 string `json:"state"`
			UpgradeMode           string `json:"upgradeMode"`
			AllowNonRestoredState bool   `json:"allowNonRestoredState"`
		} `json:"job"`
	} `json:"spec"`
}

// FlinkResource is what a manager gets.
type FlinkResource struct {
	CPU    float64 `json:"cpu"`
	Memory string  `json:"memory"`
}

func TestBothJobsRunTheirClassWithSavepointsAndState(t *testing.T) {
	version := regexp.MustCompile(`<flink.version>([0-9]+)\.([0-9]+)\.`).FindStringSubmatch(read(t, "pom.xml"))
	for _, size := range sizes {
		objects := render(t, size)
		jobs := of[*FlinkDeployment](objects)
		if len(jobs) != 2 {
			t.Fatalf("%s has %d jobs", size, len(jobs))
		}
		for name, job := range jobs {
			class := filepath.Join("flink-jobs/jobs/src/main/java", strings.ReplaceAll(job.Spec.Job.EntryClass, ".", "/")+".java")
			if !strings.Contains(read(t, class), "public static void main(String[]") {
				t.Errorf("%s: %s has no main", name, class)
			}
			if want := "v" + version[1] + "_" + version[2]; job.Spec.FlinkVersion != want {
				t.Errorf("%s: flinkVersion %s, but the jobs are built for %s", name, job.Spec.FlinkVersion, want)
			}
			if job.Spec.Job.UpgradeMode != "savepoint" || job.Spec.Mode != "native" {
				t.Errorf("%s: %+v", name, job.Spec.Job)
			}
			set := job.Spec.FlinkConfiguration
			if set["high-availability.type"] != "kubernetes" {
				t.Errorf("%s: no high availability", name)
			}
			for _, key := range []string{"high-availability.storageDir", "execution.checkpointing.dir", "execution.checkpointing.savepoint-dir"} {
				if !strings.HasPrefix(set[key], "s3://") {
					t.Errorf("%s: %s is %q", name, key, set[key])
				}
			}
			env := environment(job.Spec.PodTemplate.Spec.Containers[0])
			state, parallelism := env["CAUSALITY_STATE_DIR"], env["CAUSALITY_PARALLELISM"]
			if strings.HasSuffix(name, "-detection") {
				// FlinkSettings.detectionStateDir
				state, parallelism = state+"/detection", env["CAUSALITY_DETECTION_PARALLELISM"]
			}
			if set["execution.checkpointing.dir"] != state {
				t.Errorf("%s: the job writes checkpoints to %s, Flink is told %s", name, state, set["execution.checkpointing.dir"])
			}
			if parallelism != itoa(job.Spec.Job.Parallelism) {
				t.Errorf("%s: the job sets parallelism %s, the operator is told %d", name, parallelism, job.Spec.Job.Parallelism)
			}
			if job.Spec.PodTemplate.Spec.Containers[0].Name != "flink-main-container" {
				t.Errorf("%s: the operator would not find its container", name)
			}
		}
	}
}

// The cluster of the operator must be set as the one inside JobsMain, on which the tests run.
func TestFlinkIsSetAsTheClusterInsideJobsMain(t *testing.T) {
	job := of[*FlinkDeployment](render(t, "small"))["causality-archive"]
	settings := read(t, "flink-jobs/jobs/src/main/java/io/causality/jobs/FlinkSettings.java")
	for _, literal := range regexp.MustCompile(`settings\.setString\("(s3\.[^"]+)", "([^"]*)"\)`).FindAllStringSubmatch(settings, -1) {
		if got := job.Spec.FlinkConfiguration[literal[1]]; got != literal[2] {
			t.Errorf("%s is %q, in FlinkSettings %q", literal[1], got, literal[2])
		}
	}
	options := job.Spec.FlinkConfiguration["env.java.opts.all"]
	for _, option := range regexp.MustCompile(`(--add-opens=|-D|-XX:)[^ ]+`).FindAllString(read(t, "docker/entrypoint.sh"), -1) {
		if !strings.Contains(options, option) {
			t.Errorf("env.java.opts.all lacks %s", option)
		}
	}
	reporter := "flink-jobs/jobs/src/main/resources/META-INF/services/org.apache.flink.metrics.reporter.MetricReporterFactory"
	if want := strings.TrimSpace(read(t, reporter)); job.Spec.FlinkConfiguration["metrics.reporter.causality.factory.class"] != want {
		t.Errorf("the reporter is %s", want)
	}
}

// What flinkConfiguration says in plain text is in the API server for everybody to read.
func TestNoSecretStandsInFlinksConfiguration(t *testing.T) {
	for name, job := range of[*FlinkDeployment](render(t, "medium")) {
		for key := range job.Spec.FlinkConfiguration {
			if regexp.MustCompile(`(?i)secret|access-key|password`).MatchString(key) {
				t.Errorf("%s: %s", name, key)
			}
		}
	}
}
