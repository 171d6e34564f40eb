using ConvoStudio.Application.Audit;
using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.ConversationLists;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.Imports;
using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.Keys;
using ConvoStudio.Application.Outbox;
using ConvoStudio.Application.Outcomes;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Application.Retention;
using ConvoStudio.Application.Simulations;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace ConvoStudio.Application.Persistence;

/// <summary>studio.db: people, playbooks, rules, experiments, approvals, audit, protected facts. What decisions use reaches them only through the outbox.</summary>
public sealed class StudioDbContext(DbContextOptions<StudioDbContext> options) : IdentityDbContext<StudioUser, IdentityRole, string>(options)
{
    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    public DbSet<Playbook> Playbooks => Set<Playbook>();

    public DbSet<ComplianceRule> ComplianceRules => Set<ComplianceRule>();

    public DbSet<RuleVerification> RuleVerifications => Set<RuleVerification>();

    public DbSet<PolicyParameters> PolicyParameters => Set<PolicyParameters>();

    public DbSet<ProtectedFact> ProtectedFacts => Set<ProtectedFact>();

    public DbSet<ConversationText> ConversationTexts => Set<ConversationText>();

    public DbSet<Experiment> Experiments => Set<Experiment>();

    public DbSet<OutboxRow> Outbox => Set<OutboxRow>();

    public DbSet<Import> Imports => Set<Import>();

    public DbSet<StagedConversation> StagedConversations => Set<StagedConversation>();

    public DbSet<ImportBadLine> ImportBadLines => Set<ImportBadLine>();

    public DbSet<OutcomeBatch> OutcomeBatches => Set<OutcomeBatch>();

    public DbSet<OutcomeUpload> OutcomeUploads => Set<OutcomeUpload>();

    public DbSet<OutcomeUploadRow> OutcomeUploadRows => Set<OutcomeUploadRow>();

    public DbSet<Rehearsal> Rehearsals => Set<Rehearsal>();

    public DbSet<Job> Jobs => Set<Job>();

    public DbSet<RetentionSettings> Retention => Set<RetentionSettings>();

    public DbSet<SavedView> SavedViews => Set<SavedView>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(StudioDbContext).Assembly);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();
}
