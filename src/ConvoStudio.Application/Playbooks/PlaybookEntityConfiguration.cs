using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Holdouts;
using ConvoStudio.Application.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConvoStudio.Application.Playbooks;

internal sealed class PlaybookEntityConfiguration : IEntityTypeConfiguration<Playbook>
{
    public void Configure(EntityTypeBuilder<Playbook> playbook)
    {
        playbook.HasKey(p => p.Key);
        playbook.Property(p => p.Key).HasMaxLength(64);
        playbook.Property(p => p.Name).HasMaxLength(100);
        playbook.Property(p => p.Locale).HasMaxLength(16);
        playbook.Property(p => p.OtherLocales).AsJson(ConfigurationJson.Default.IReadOnlyListString!);
        playbook.Ignore(p => p.Locales);
        playbook.Property(p => p.Champion).HasMaxLength(64);
        playbook.Property(p => p.Holdout).AsJson(HoldoutJson.Default.PlaybookHoldout!);
        playbook.Property(p => p.CreatedBy).HasMaxLength(200);
        playbook.Property(p => p.Sample).HasMaxLength(64);
        playbook.Property(p => p.CustomersHash).HasMaxLength(64);
        playbook.Property(p => p.Version).IsConcurrencyToken();
        playbook.Property(p => p.Reward).AsJson(ConfigurationJson.Default.RewardDefinition);
        playbook.Property(p => p.Encoder).AsJson(ConfigurationJson.Default.EncoderSchema!);
        playbook.HasMany(p => p.Acts).WithOne().HasForeignKey(a => a.PlaybookKey);
        playbook.HasMany(p => p.Facts).WithOne().HasForeignKey(f => f.PlaybookKey);
        playbook.HasMany(p => p.Products).WithOne().HasForeignKey(p => p.PlaybookKey);
        playbook.HasMany(p => p.Actions).WithOne().HasForeignKey(a => a.PlaybookKey);
        playbook.Property(p => p.RuleTerms).AsJson(ConfigurationJson.Default.RuleTerms!);
        playbook.Property(p => p.RuleTermsVersion).IsConcurrencyToken();
        playbook.Ignore(p => p.Rules);
        playbook.HasMany(p => p.RuleVersions).WithOne().HasForeignKey(r => r.PlaybookKey);
        playbook.Navigation(p => p.RuleVersions).HasField("_rules");
        playbook.HasMany(p => p.Policies).WithOne().HasForeignKey(p => p.PlaybookKey);
        playbook.HasMany(p => p.Experiments).WithOne().HasForeignKey(e => e.PlaybookKey);
    }
}
