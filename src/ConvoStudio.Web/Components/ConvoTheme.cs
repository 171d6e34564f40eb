using MudBlazor;

namespace ConvoStudio.Web.Components;

/// <summary>The console's MudBlazor theme. Colors repeat the tokens of wwwroot/css/theme.css, and wwwroot/css/mud-theme.css is what MudBlazor makes of this class; tests compare all three.</summary>
public static class ConvoTheme
{
    private static readonly string[] Sans = ["Inter Variable", "Inter", "system-ui", "Segoe UI", "Helvetica Neue", "Arial", "sans-serif"];

    public static MudTheme Create() => new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#2453d0", PrimaryContrastText = "#ffffff", PrimaryDarken = "#1c45b3", PrimaryLighten = "#4a74e0",
            Secondary = "#4b505b", SecondaryContrastText = "#ffffff",
            Tertiary = "#673aa0", TertiaryContrastText = "#ffffff",
            Success = "#0d6a3c", SuccessContrastText = "#ffffff",
            Error = "#b3231b", ErrorContrastText = "#ffffff",
            Warning = "#854900", WarningContrastText = "#ffffff",
            Info = "#1d4bb4", InfoContrastText = "#ffffff",
            Dark = "#16181d", DarkContrastText = "#ffffff",
            Black = "#16181d", White = "#ffffff",
            Background = "#f6f7f8", BackgroundGray = "#f1f2f4", Surface = "#ffffff",
            AppbarBackground = "#ffffff", AppbarText = "#16181d",
            DrawerBackground = "#fbfbfc", DrawerText = "#4b505b", DrawerIcon = "#626874",
            TextPrimary = "#16181d", TextSecondary = "#4b505b", TextDisabled = "#868d99",
            ActionDefault = "#4b505b", ActionDisabled = "#9aa0ab", ActionDisabledBackground = "#e9ebee",
            LinesDefault = "#e3e5e9", LinesInputs = "#868d99", Divider = "#e3e5e9", DividerLight = "#eef0f2",
            TableLines = "#e3e5e9", TableHover = "#f1f3f6", TableStriped = "#fafbfc",
            HoverOpacity = 0.05, RippleOpacity = 0, RippleOpacitySecondary = 0, BorderOpacity = 1,
            OverlayDark = "rgba(16,20,30,0.36)", OverlayLight = "rgba(255,255,255,0.6)", Skeleton = "rgba(16,20,30,0.08)",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#86abff", PrimaryContrastText = "#0a1226", PrimaryDarken = "#6e98fb", PrimaryLighten = "#a3c0ff",
            Secondary = "#b1b6c0", SecondaryContrastText = "#0d0e11",
            Tertiary = "#caa8f4", TertiaryContrastText = "#231834",
            Success = "#6cd699", SuccessContrastText = "#0b1d13",
            Error = "#ff9a91", ErrorContrastText = "#2a0d0b",
            Warning = "#f3bd63", WarningContrastText = "#241803",
            Info = "#9bbaff", InfoContrastText = "#0a1226",
            Dark = "#eceef1", DarkContrastText = "#0d0e11",
            Black = "#0d0e11", White = "#ffffff",
            Background = "#0d0e11", BackgroundGray = "#101215", Surface = "#15171b",
            AppbarBackground = "#15171b", AppbarText = "#eceef1",
            DrawerBackground = "#101114", DrawerText = "#b1b6c0", DrawerIcon = "#9399a5",
            TextPrimary = "#eceef1", TextSecondary = "#b1b6c0", TextDisabled = "#7b818d",
            ActionDefault = "#b1b6c0", ActionDisabled = "#5c626d", ActionDisabledBackground = "#22252b",
            LinesDefault = "#272a31", LinesInputs = "#7b818d", Divider = "#272a31", DividerLight = "#1f2228",
            TableLines = "#272a31", TableHover = "#1c1f25", TableStriped = "#17191d",
            HoverOpacity = 0.08, RippleOpacity = 0, RippleOpacitySecondary = 0, BorderOpacity = 1,
            OverlayDark = "rgba(0,0,0,0.5)", OverlayLight = "rgba(13,14,17,0.6)", Skeleton = "rgba(255,255,255,0.09)",
        },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Sans, FontSize = "0.8125rem", FontWeight = "400", LineHeight = "1.54", LetterSpacing = "normal" },
            H1 = new H1Typography { FontFamily = Sans, FontSize = "1.25rem", FontWeight = "600", LineHeight = "1.4", LetterSpacing = "-0.012em" },
            H2 = new H2Typography { FontFamily = Sans, FontSize = "0.9375rem", FontWeight = "600", LineHeight = "1.47", LetterSpacing = "-0.006em" },
            H3 = new H3Typography { FontFamily = Sans, FontSize = "0.8125rem", FontWeight = "600", LineHeight = "1.54", LetterSpacing = "normal" },
            H4 = new H4Typography { FontFamily = Sans, FontSize = "1.5rem", FontWeight = "600", LineHeight = "1.33", LetterSpacing = "-0.018em" },
            H5 = new H5Typography { FontFamily = Sans, FontSize = "0.8125rem", FontWeight = "600", LineHeight = "1.54", LetterSpacing = "normal" },
            H6 = new H6Typography { FontFamily = Sans, FontSize = "0.9375rem", FontWeight = "600", LineHeight = "1.47", LetterSpacing = "normal" },
            Subtitle1 = new Subtitle1Typography { FontFamily = Sans, FontSize = "0.875rem", FontWeight = "500", LineHeight = "1.57", LetterSpacing = "normal" },
            Subtitle2 = new Subtitle2Typography { FontFamily = Sans, FontSize = "0.8125rem", FontWeight = "500", LineHeight = "1.54", LetterSpacing = "normal" },
            Body1 = new Body1Typography { FontFamily = Sans, FontSize = "0.875rem", FontWeight = "400", LineHeight = "1.57", LetterSpacing = "normal" },
            Body2 = new Body2Typography { FontFamily = Sans, FontSize = "0.8125rem", FontWeight = "400", LineHeight = "1.54", LetterSpacing = "normal" },
            Button = new ButtonTypography { FontFamily = Sans, FontSize = "0.8125rem", FontWeight = "500", LineHeight = "1.25", LetterSpacing = "normal", TextTransform = "none" },
            Caption = new CaptionTypography { FontFamily = Sans, FontSize = "0.75rem", FontWeight = "400", LineHeight = "1.33", LetterSpacing = "normal" },
            Overline = new OverlineTypography { FontFamily = Sans, FontSize = "0.75rem", FontWeight = "500", LineHeight = "1.33", LetterSpacing = "normal", TextTransform = "none" },
        },
        LayoutProperties = new LayoutProperties
        {
            DefaultBorderRadius = "6px", AppbarHeight = "48px",
            DrawerWidthLeft = "232px", DrawerWidthRight = "420px", DrawerMiniWidthLeft = "52px",
        },
    };
}
