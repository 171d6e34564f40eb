using ConvoStudio.Application.People;
using ConvoStudio.Web.Components.Actions;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Components.Compliance;
using ConvoStudio.Web.Components.Conversations;
using ConvoStudio.Web.Components.Experiments;
using ConvoStudio.Web.Components.Home;
using ConvoStudio.Web.Components.Imports;
using ConvoStudio.Web.Components.Playbooks;

namespace ConvoStudio.Web.Components.Palette;

/// <summary>The palette and the keys.</summary>
public static class PaletteRegistration
{
    public static IServiceCollection AddPalette(this IServiceCollection services)
    {
        services.AddScoped<IPaletteSource, ShellPalette>();
        services.AddScoped<IPaletteSource, PlaybookPalette>();
        services.AddScoped<IPaletteSource, LogPalette>();
        services.AddPaletteCommand(PaletteCommand.For<NewExperimentPage>("New experiment", Icon.Experiment));
        services.AddPaletteCommand(PaletteCommand.For<ActionsPage>("New action", Icon.Action, then: "[data-new]", needs: UseCase.EditPlaybook));
        services.AddPaletteCommand(PaletteCommand.For<NewRulePage>("New rule", Icon.Rule));
        services.AddPaletteCommand(PaletteCommand.For<NewPlaybookPage>("CreatePlaybook", Icon.Plus));
        services.AddPaletteCommand(PaletteCommand.For<NewImportPage>("ImportConversations", Icon.Import));
        services.AddKey(KeyBinding.For<HomePage>("g h", "NavHome"));
        services.AddKey(KeyBinding.For<ExperimentListPage>("g e", "Experiments"));
        services.AddKey(KeyBinding.For<RulesPage>("g r", "Rules"));
        services.AddKey(KeyBinding.For<ConversationListPage>("g c", "Conversations"));
        services.AddKey(KeyBinding.For<NewExperimentPage>("n e", "New experiment"));
        services.AddKey(KeyBinding.For<NewRulePage>("n r", "New rule"));
        services.AddKey(KeyBinding.For<ActionsPage>("n a", "New action", then: "[data-new]", needs: UseCase.EditPlaybook));
        return services;
    }

    /// <summary>Adds a command to the palette.</summary>
    public static void AddPaletteCommand(this IServiceCollection services, PaletteCommand command) => services.AddSingleton(command);

    /// <summary>Adds two keys in a row that open a page.</summary>
    public static void AddKey(this IServiceCollection services, KeyBinding binding) => services.AddSingleton(binding);
}
