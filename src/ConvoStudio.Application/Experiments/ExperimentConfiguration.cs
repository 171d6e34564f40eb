using System.Text.Json.Serialization;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConvoStudio.Application.Experiments;

internal sealed class ExperimentConfiguration : IEntityTypeConfiguration<Experiment>
{
    public void Configure(EntityTypeBuilder<Experiment> experiment)
    {
        experiment.HasKey(e => e.Key);
        experiment.Property(e => e.Key).HasMaxLength(64);
        experiment.Property(e => e.Name).HasMaxLength(100);
        experiment.Property(e => e.Hypothesis).HasMaxLength(1000);
        experiment.Property(e => e.Status).HasConversion<string>().HasMaxLength(16);
        experiment.Property(e => e.StatusReason).HasMaxLength(1000);
        experiment.Property(e => e.Plan).AsJson(ConfigurationJson.Default.ExperimentPlan!);
        experiment.Property(e => e.Conclusion).AsJson(ExperimentJson.Default.ExperimentConclusion!);
        experiment.Property(e => e.Notes).AsJson(ExperimentJson.Default.IReadOnlyListExperimentNote).HasDefaultValueSql("'[]'");
        experiment.Ignore(e => e.PlanOrUsual).Ignore(e => e.ActiveArms);
        experiment.Property(e => e.CreatedBy).HasMaxLength(200);
        experiment.Property(e => e.Version).IsConcurrencyToken();
        experiment.HasMany(e => e.Arms).WithOne().HasForeignKey(a => a.ExperimentKey);
    }
}

internal sealed class ExperimentArmConfiguration : IEntityTypeConfiguration<ExperimentArm>
{
    public void Configure(EntityTypeBuilder<ExperimentArm> arm)
    {
        arm.HasKey(a => new { a.ExperimentKey, a.Key });
        arm.Property(a => a.Key).HasMaxLength(64);
        arm.Property(a => a.Name).HasMaxLength(100);
        arm.Property(a => a.PolicyId).HasMaxLength(64);
        arm.Property(a => a.RetiredReason).HasMaxLength(1000);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ExperimentConclusion))]
[JsonSerializable(typeof(IReadOnlyList<ExperimentNote>))]
internal sealed partial class ExperimentJson : JsonSerializerContext;
