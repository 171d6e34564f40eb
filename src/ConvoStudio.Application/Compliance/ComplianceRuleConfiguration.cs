using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Engine.Compliance.Sentences;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConvoStudio.Application.Compliance;

internal sealed class ComplianceRuleConfiguration : IEntityTypeConfiguration<ComplianceRule>
{
    public void Configure(EntityTypeBuilder<ComplianceRule> rule)
    {
        rule.ToTable("ComplianceRules");
        rule.HasKey(r => new { r.PlaybookKey, r.Key, r.Number });
        rule.Property(r => r.Key).HasMaxLength(64);
        rule.Property(r => r.Status).HasConversion<string>().HasMaxLength(16);
        rule.Property(r => r.Form).HasMaxLength(32);
        rule.Property(r => r.Sentence).HasMaxLength(RuleLimits.LongestSentence);
        rule.Property(r => r.Revision).IsConcurrencyToken();
        rule.Property(r => r.CreatedBy).HasMaxLength(200);
        rule.Property(r => r.ChangedBy).HasMaxLength(200);
        rule.Property(r => r.ReviewedBy).HasMaxLength(200);
        rule.Property(r => r.Note).HasMaxLength(1000);
        rule.Property(r => r.AuthorIds).AsJson(ConfigurationJson.Default.IReadOnlyListString);
        rule.Ignore(r => r.Rule).Ignore(r => r.IsLive).Ignore(r => r.IsOpen);
        rule.HasIndex(r => new { r.PlaybookKey, r.Status });
    }
}
